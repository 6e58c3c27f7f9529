#include "cli/compare_command.hpp"

#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "results/compare.hpp"
#include "results/text.hpp"

namespace kaitei::cli {
namespace {

using results::Align;
using results::Comparison;
using results::Difference;
using results::JoiningDifference;
using results::MeanDifference;

// A what-if changes nearly every table; a fault changes one.
std::string some_of(const std::vector<std::string>& tables) {
  constexpr std::size_t most = 6;
  if (tables.size() <= most) return fmt::format("{}", fmt::join(tables, ", "));
  return fmt::format("{} and {} more (--json lists them)", fmt::join(tables.begin(), tables.begin() + most, ", "), tables.size() - most);
}

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::string> row(const std::string& what, const std::string& first, const std::string& second, double value,
                             results::Interval interval, const std::string& basis) {
  return {what, first, second, results::rounded(value, (interval.upper - interval.lower) / 2), results::range(interval), basis};
}

std::vector<std::string> row(const std::string& what, const Difference& d) {
  return row(what, results::probability(d.a.estimate), results::probability(d.b.estimate), d.value, d.interval,
             d.paired ? fmt::format("paired: {} lost, {} gained", results::grouped(d.only_b), results::grouped(d.only_a)) : "two intervals");
}

std::vector<std::string> row(const std::string& what, const MeanDifference& d) {
  return row(what, results::with_error(d.a.value, d.a.standard_error), results::with_error(d.b.value, d.b.standard_error), d.value, d.interval, "two intervals");
}

std::string as_table(const std::string& heading, Rows rows) {
  if (rows.empty()) return "";
  rows.insert(rows.begin(), {heading, "first", "second", "second - first", "interval", "basis"});
  return results::table(rows, {Align::left, Align::right, Align::right, Align::right, Align::left, Align::left});
}

std::string as_text(const Comparison& comparison, const CompareOptions& options) {
  const std::string names = fmt::format("{} and {}", options.a.string(), options.b.string());
  if (comparison.differing.empty()) return names + " are equal: the same tallies, coordinates and network\n";
  const std::string text = fmt::format("{} differ in {}\n", names, some_of(comparison.differing));
  Rows connectivity, joining;
  for (const Difference& d : comparison.outcomes.connectivity) connectivity.push_back(row(d.outcome, d));
  for (const JoiningDifference& j : comparison.outcomes.joining) {
    joining.push_back(row(j.outcome + ", systems, mean", j.systems));
    if (j.capacity_tbps) joining.push_back(row(j.outcome + ", Tbit/s, mean", *j.capacity_tbps));
    for (std::size_t i = 0; i < j.fewer.size(); ++i)
      joining.push_back(row(fmt::format("{}, P(fewer than {})", j.outcome, j.fewer_than[i]), j.fewer[i]));
  }
  if (connectivity.empty() && joining.empty()) return text + "They share no outcome.\n";
  return text + as_table("P(disconnected)", std::move(connectivity)) + as_table("Systems that join", std::move(joining));
}

nlohmann::json as_json(const Difference& d) {
  nlohmann::json entry{{"first", d.a.estimate.value}, {"second", d.b.estimate.value}, {"difference", d.value},
                       {"lower", d.interval.lower}, {"upper", d.interval.upper}, {"paired", d.paired}};
  if (d.paired) entry.update({{"only_first", d.only_a}, {"only_second", d.only_b}});
  return entry;
}

nlohmann::json as_json(const MeanDifference& d) {
  return {{"first", d.a.value}, {"second", d.b.value}, {"difference", d.value}, {"lower", d.interval.lower}, {"upper", d.interval.upper},
          {"paired", false}};
}

nlohmann::json as_json(const Comparison& comparison) {
  nlohmann::json connectivity = nlohmann::json::array(), joining = nlohmann::json::array();
  for (const Difference& d : comparison.outcomes.connectivity) {
    connectivity.push_back(as_json(d));
    connectivity.back()["outcome"] = d.outcome;
  }
  for (const JoiningDifference& j : comparison.outcomes.joining) {
    nlohmann::json entry{{"outcome", j.outcome}, {"systems", as_json(j.systems)}, {"fewer", nlohmann::json::array()}};
    if (j.capacity_tbps) entry["capacity_tbps"] = as_json(*j.capacity_tbps);
    for (std::size_t i = 0; i < j.fewer.size(); ++i) {
      entry["fewer"].push_back(as_json(j.fewer[i]));
      entry["fewer"].back()["fewer_than"] = j.fewer_than[i];
    }
    joining.push_back(std::move(entry));
  }
  return {{"equal", comparison.differing.empty()}, {"differing", comparison.differing}, {"connectivity", connectivity}, {"joining", joining}};
}

}  // namespace

ExitCode compare_results(const CompareOptions& options, std::ostream& out) {
  const Comparison comparison = results::compare(options.a, options.b);
  out << (options.json ? as_json(comparison).dump(2) + "\n" : as_text(comparison, options));
  return comparison.differing.empty() ? ExitCode::done : ExitCode::failed;
}

}  // namespace kaitei::cli

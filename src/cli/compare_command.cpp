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

// A what-if changes nearly every table; a fault changes one.
std::string some_of(const std::vector<std::string>& tables) {
  constexpr std::size_t most = 6;
  if (tables.size() <= most) return fmt::format("{}", fmt::join(tables, ", "));
  return fmt::format("{} and {} more (--json lists them)", fmt::join(tables.begin(), tables.begin() + most, ", "), tables.size() - most);
}

std::string as_text(const Comparison& comparison, const CompareOptions& options) {
  const std::string names = fmt::format("{} and {}", options.a.string(), options.b.string());
  if (comparison.differing.empty()) return names + " are equal: the same tallies, coordinates and network\n";
  std::string text = fmt::format("{} differ in {}\n", names, some_of(comparison.differing));
  if (comparison.outcomes.empty()) return text + "They share no connectivity outcome.\n";
  std::vector<std::vector<std::string>> rows{{"P(disconnected)", "first", "second", "second - first", "interval", "basis"}};
  for (const Difference& d : comparison.outcomes) {
    const double half = (d.interval.upper - d.interval.lower) / 2;
    rows.push_back({d.outcome, results::probability(d.a.estimate), results::probability(d.b.estimate), results::rounded(d.value, half), results::range(d.interval),
                    d.paired ? fmt::format("paired: {} lost, {} gained", results::grouped(d.only_b), results::grouped(d.only_a))
                             : "two intervals"});
  }
  return text + results::table(rows, {Align::left, Align::right, Align::right, Align::right, Align::left, Align::left});
}

nlohmann::json as_json(const Comparison& comparison) {
  nlohmann::json outcomes = nlohmann::json::array();
  for (const Difference& d : comparison.outcomes) {
    outcomes.push_back({{"outcome", d.outcome}, {"first", d.a.estimate.value}, {"second", d.b.estimate.value},
                        {"difference", d.value}, {"lower", d.interval.lower}, {"upper", d.interval.upper},
                        {"paired", d.paired}});
    if (d.paired) outcomes.back().update({{"only_first", d.only_a}, {"only_second", d.only_b}});
  }
  return {{"equal", comparison.differing.empty()}, {"differing", comparison.differing}, {"connectivity", outcomes}};
}

}  // namespace

ExitCode compare_results(const CompareOptions& options, std::ostream& out) {
  const Comparison comparison = results::compare(options.a, options.b);
  out << (options.json ? as_json(comparison).dump(2) + "\n" : as_text(comparison, options));
  return comparison.differing.empty() ? ExitCode::done : ExitCode::failed;
}

}  // namespace kaitei::cli

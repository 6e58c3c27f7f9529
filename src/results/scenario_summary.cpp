#include "results/scenario_summary.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "results/attacks.hpp"
#include "results/names.hpp"
#include "results/sampled.hpp"
#include "results/text.hpp"
#include "results/worst_disc.hpp"

namespace kaitei::results {
namespace {

using engine::LossAnswer;
using engine::NMinusKRecord;
using nlohmann::json;

constexpr std::size_t most_worst_shown = 5;

double share(const LossAnswer& answer, const NMinusKRecord& record, std::size_t j) {
  return static_cast<double>(answer.counts.lost[j]) / static_cast<double>(record.sets[j]);
}

std::string smallest_in_words(const SmallestCut& cut) {
  if (!cut.exists) return "never";
  if (cut.proven()) return std::to_string(cut.elements.size());
  return fmt::format("{} to {}", cut.lower_bound, cut.elements.size());
}

std::string units_in_words(const NMinusKRecord& record) {
  std::vector<std::string_view> kinds;
  for (const auto kind : record.unit_kinds)
    if (kinds.empty() || kinds.back() != word(kind)) kinds.push_back(word(kind));
  return fmt::format("{} {}", grouped(record.units.size()), fmt::join(kinds, " and "));
}

std::vector<std::string> names(const NMinusKRecord& record, const std::vector<std::uint32_t>& members) {
  std::vector<std::string> ids;
  for (const std::uint32_t unit : members) ids.push_back(record.units.at(unit));
  return ids;
}

std::string worst_text(const NMinusKRecord& record) {
  if (!record.enumerated) return "  The sets were counted, but too many to look at one by one for the worst.\n";
  const auto& worst = record.enumerated->worst;
  if (worst.empty()) return "";
  std::vector<std::vector<std::string>> rows{{"outcomes lost", "systems lost", "Tbit/s lost",
                                              fmt::format("worst sets of {}", record.failures)}};
  for (std::size_t i = 0; i < std::min(worst.size(), most_worst_shown); ++i)
    rows.push_back({grouped(worst[i].outcomes_lost()), grouped(worst[i].systems_lost()),
                    fmt::format("{:g}", static_cast<double>(worst[i].gbps_lost()) / 1000),
                    fmt::format("{}", fmt::join(names(record, record.worst_members[i]), ", "))});
  return table(rows, {Align::right, Align::right, Align::right, Align::left});
}

std::string answer_text(const engine::RunRecord&, const NMinusKRecord& record) {
  const std::uint32_t k = record.failures;
  std::string text = fmt::format("  Every set of up to {} of {} lost, all else standing. All numbers are exact.\n", k,
                                 units_in_words(record));
  std::vector<std::vector<std::string>> rows{{"question", "fewest", "greedy", fmt::format("minimal cuts to {}", k),
                                              fmt::format("sets of {} that do it", k), "share"}};
  for (std::size_t q = 0; q < record.losses.size(); ++q) {
    const auto& [counts, smallest] = record.answers[q];
    std::uint64_t minimal = 0;
    for (const std::uint64_t cuts : counts.minimal) minimal += cuts;
    rows.push_back({record.losses[q].name, smallest_in_words(smallest),
                    smallest.exists ? std::to_string(smallest.greedy.size()) : "never", grouped(minimal),
                    grouped(counts.lost[k]), counts.lost[k] == 0 ? "0" : fmt::format("{:.3g}", share(record.answers[q], record, k))});
  }
  text += table(rows, {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  text += fmt::format("  fewest: units whose loss is enough; share: of the {} sets, so the probability that {} lost at\n"
                      "  random do it; greedy: units that the best single choice, repeated, needs\n", grouped(record.sets[k]), k);
  return text + worst_text(record);
}

json answer_json(const engine::RunRecord& run, const NMinusKRecord& record) {
  json questions = json::array();
  for (std::size_t q = 0; q < record.losses.size(); ++q) {
    const auto& [counts, smallest] = record.answers[q];
    json cuts = json::array(), shares = json::array();
    for (const auto& cut : counts.cuts) cuts.push_back(names(record, cut));
    for (std::size_t j = 0; j < record.sets.size(); ++j) shares.push_back(share(record.answers[q], record, j));
    questions.push_back({{"name", record.losses[q].name},
                         {"lost_sets", counts.lost},
                         {"lost_share", shares},
                         {"minimal_cuts", counts.minimal},
                         {"cuts", cuts},
                         {"smallest_cut", {{"exists", smallest.exists},
                                           {"size", smallest.exists ? json(smallest.elements.size()) : json(nullptr)},
                                           {"lower_bound", smallest.lower_bound},
                                           {"proven", smallest.proven()},
                                           {"units", names(record, smallest.elements)}}},
                         {"greedy_cut", names(record, smallest.greedy)}});
  }
  json entry{{"failures", record.failures}, {"units", record.units}, {"sets", record.sets}, {"questions", questions},
             {"enumerated", nullptr}};
  if (!record.enumerated) return entry;
  const Tallies& t = *record.enumerated;
  json worst = json::array();
  for (std::size_t i = 0; i < t.worst.size(); ++i)
    worst.push_back({{"units", names(record, record.worst_members[i])},
                     {"outcomes_lost", t.worst[i].outcomes_lost()},
                     {"systems_lost", t.worst[i].systems_lost()},
                     {"tbps_lost", static_cast<double>(t.worst[i].gbps_lost()) / 1000}});
  json enumerated{{"worst", worst}};
  for (std::size_t j = 0; j < t.systems_joining.size(); ++j) {
    Histogram systems = t.systems_joining[j];
    systems.resize(run.joining.at(j).systems.size() + 1);  // a file pads it to the longest
    enumerated["systems_joining"][run.joining[j].name] = systems;
  }
  if (!t.component_count.empty()) {
    enumerated["component_count"] = t.component_count;
    enumerated["largest_component"] = t.largest_component;
  }
  entry["enumerated"] = enumerated;
  return entry;
}

}  // namespace

std::string scenarios_text(const engine::RunRecord& record) {
  std::string text;
  for (const engine::ScenarioRecord& scenario : record.scenarios) {
    text += fmt::format("\nScenario {} ({})\n", scenario.name, word(scenario.kind));
    text += std::visit([&](const auto& answer) { return answer_text(record, answer); }, scenario.answer);
  }
  return text;
}

json scenarios_json(const engine::RunRecord& record) {
  json list = json::array();
  for (const engine::ScenarioRecord& scenario : record.scenarios) {
    json entry = std::visit([&](const auto& answer) { return answer_json(record, answer); }, scenario.answer);
    entry["name"] = scenario.name;
    entry["kind"] = word(scenario.kind);
    entry["exact"] = !experiment::is_sampled(scenario.kind);
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace kaitei::results

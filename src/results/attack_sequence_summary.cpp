#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "results/attacks.hpp"
#include "results/estimates_json.hpp"
#include "results/text.hpp"

namespace kaitei::results {
namespace {

using engine::AttackSequence;
using engine::AttackSequenceRecord;
using engine::RunRecord;
using nlohmann::json;

double level_of(const RunRecord& run) { return run.experiment.run.confidence_level; }

std::string in_words(std::optional<std::size_t> step) { return step ? grouped(*step) : "never"; }

template <class Number, class Holds>
std::optional<std::size_t> first_step(const std::vector<Number>& steps, Holds holds) {
  const auto found = std::ranges::find_if(steps, holds);
  if (found == steps.end()) return std::nullopt;
  return static_cast<std::size_t>(found - steps.begin());
}

}  // namespace

std::optional<std::size_t> halved_after(const std::vector<std::uint32_t>& largest) {
  return first_step(largest, [&](std::uint32_t size) { return 2 * size <= largest.front(); });
}

std::optional<std::size_t> median_step(const std::vector<std::uint64_t>& disconnected, std::uint64_t orders) {
  return first_step(disconnected, [&](std::uint64_t count) { return 2 * count >= orders; });
}

std::string answer_text(const RunRecord& run, const AttackSequenceRecord& record) {
  const std::uint64_t orders = record.random.largest_sums.size();
  std::string text = fmt::format("  {} units removed one by one, {} nodes. R is exact but for the random orders.\n",
                                 grouped(record.units.size()), grouped(record.nodes));
  std::vector<std::vector<std::string>> rows{{"order", "R", "largest halved after"}};
  std::vector<Align> alignment{Align::left, Align::left, Align::right};
  for (const auto& label : run.connectivity) {
    rows.front().push_back(label.name);
    alignment.push_back(Align::right);
  }
  for (const AttackSequence& s : record.sequences) {
    std::vector<std::string> row{s.name, fmt::format("{:.4f}", robustness(s, record)), in_words(halved_after(s.largest))};
    for (const std::uint32_t step : s.disconnected_after) row.push_back(step > record.units.size() ? "never" : grouped(step));
    rows.push_back(std::move(row));
  }
  const MeanEstimate r = random_robustness(record, level_of(run));
  std::vector<std::string> random{fmt::format("{} random orders", grouped(orders)),
                                  fmt::format("{}  ({})", with_error(r.value, r.standard_error), range(r.interval)), ""};
  for (const auto& steps : record.random.disconnected) random.push_back(in_words(median_step(steps, orders)));
  rows.push_back(std::move(random));
  text += table(rows, alignment);
  if (!run.connectivity.empty())
    text += "  beside each order: units removed when the two ends are first disconnected; of the random ones, when half of them are\n";
  return text;
}

json answer_json(const RunRecord& run, const AttackSequenceRecord& record) {
  json sequences = json::array();
  for (const AttackSequence& s : record.sequences) {
    json removed = json::array(), after = json::object(), systems = json::object();
    for (const std::uint32_t unit : s.order) removed.push_back(record.units.at(unit));
    for (std::size_t c = 0; c < s.disconnected_after.size(); ++c)
      after[run.connectivity[c].name] = s.disconnected_after[c] > record.units.size() ? json(nullptr) : json(s.disconnected_after[c]);
    for (std::size_t j = 0; j < s.systems.size(); ++j) systems[run.joining[j].name] = s.systems[j];
    sequences.push_back({{"order", s.name}, {"robustness", robustness(s, record)}, {"removed", removed},
                         {"largest_component", s.largest}, {"disconnected_after", after}, {"systems_joining", systems}});
  }
  const std::uint64_t orders = record.random.largest_sums.size();
  json random{{"orders", orders}, {"robustness", mean_json(random_robustness(record, level_of(run)))},
              {"largest_component", json::array()}, {"disconnected", json::object()}};
  for (const Moments& m : record.random.largest) random["largest_component"].push_back(mean_json(mean(m, orders, level_of(run))));
  for (std::size_t c = 0; c < record.random.disconnected.size(); ++c)
    random["disconnected"][run.connectivity[c].name] = record.random.disconnected[c];
  return {{"units", record.units}, {"nodes", record.nodes}, {"sequences", sequences}, {"random", random}};
}

}  // namespace kaitei::results

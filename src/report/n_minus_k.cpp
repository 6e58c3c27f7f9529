#include "report/scenario_blocks.hpp"

#include <algorithm>
#include <numeric>

#include "report/cells.hpp"
#include "report/labels.hpp"
#include "report/units.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using engine::NMinusKRecord;

constexpr std::size_t most_shown = 15;

Cell smallest(const Subject& of, const SmallestCut& cut) {
  if (!cut.exists) return {of.say(Word::never)};
  const auto size = static_cast<double>(cut.elements.size());
  return {cut.proven() ? fmt::format("{}", cut.elements.size()) : of.say(Word::range, cut.lower_bound, cut.elements.size()), size};
}

Table losses(const Subject& of, const std::string& name, const NMinusKRecord& record) {
  const Speaker& say = of.say;
  const std::uint32_t k = record.failures;
  Table table{say(Word::loss_caption, name),
              {{say(Word::outcome)}, {say(Word::fewest), Align::number}, {say(Word::greedy), Align::number},
               {say(Word::minimal_cuts, k), Align::number}, {say(Word::lost_sets, k), Align::number},
               {say(Word::lost_share, results::grouped(record.sets[k])), Align::number}, {say(Word::smallest_example)}},
              {}};
  for (std::size_t q = 0; q < record.losses.size(); ++q) {
    const auto& [counts, cut] = record.answers[q];
    const double share = static_cast<double>(counts.lost[k]) / static_cast<double>(record.sets[k]);
    table.rows.push_back({{loss(say, of.record, record.losses[q])}, smallest(of, cut), cut.exists ? count(cut.greedy.size()) : Cell{say(Word::never)},
                          count(std::accumulate(counts.minimal.begin(), counts.minimal.end(), std::uint64_t{0})), count(counts.lost[k]),
                          {counts.lost[k] == 0 ? "0" : fmt::format("{:.3g}", share), share},
                          {cut.exists ? first_names(of, record.units, cut.elements) : ""}});
  }
  return table;
}

Table worst_sets(const Subject& of, const std::string& name, const NMinusKRecord& record) {
  const Speaker& say = of.say;
  Table table{say(Word::worst_caption, record.failures, name),
              {{say(Word::rank), Align::number}, {say(Word::lost_units)}, {say(Word::outcomes_lost), Align::number},
               {say(Word::systems_lost), Align::number}, {say(Word::capacity_lost), Align::number}},
              {}};
  const auto& worst = record.enumerated->worst;
  for (std::size_t i = 0; i < std::min(worst.size(), most_shown); ++i)
    table.rows.push_back({count(i + 1), {all_names(of, record.units, record.worst_members[i])}, count(worst[i].outcomes_lost()),
                          count(worst[i].systems_lost()), plain(static_cast<double>(worst[i].gbps_lost()) / 1000)});
  return table;
}

Table frequent_units(const Subject& of, const std::string& name, const NMinusKRecord& record) {
  const Speaker& say = of.say;
  std::vector<std::uint64_t> cuts(record.units.size());
  for (const auto& answer : record.answers)
    for (const auto& by_unit : answer.counts.minimal_with)
      for (std::size_t u = 0; u < cuts.size(); ++u) cuts[u] += by_unit[u];
  std::vector<std::size_t> order(cuts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return cuts[a] > cuts[b]; });
  Table table{say(Word::in_cuts_caption, name), {{say(Word::unit)}, {say(Word::cuts_of_all), Align::number}, {say(Word::id), Align::id}}, {}, Shown::folded};
  for (std::size_t i = 0; i < std::min(order.size(), most_shown) && cuts[order[i]] > 0; ++i) {
    const std::string& unit = record.units[order[i]];
    const auto parts = of.unit_features(unit);
    table.rows.push_back({{of.unit_name(unit), std::nullopt, parts.empty() ? std::nullopt : std::optional(parts.front())},
                          count(cuts[order[i]]), {unit}});
  }
  return table;
}

}  // namespace

std::vector<Block> answer_blocks(const Subject& of, const std::string& name, const NMinusKRecord& record) {
  std::vector<Block> blocks{Paragraph{of.say(Word::n_minus_k_intro, record.failures, units_in_words(of, record.unit_kinds))},
                            losses(of, name, record)};
  if (!record.enumerated) blocks.push_back(Paragraph{of.say(Word::not_enumerated)});
  else if (!record.enumerated->worst.empty()) blocks.push_back(worst_sets(of, name, record));
  if (Table table = frequent_units(of, name, record); !table.rows.empty()) blocks.push_back(std::move(table));
  return blocks;
}

std::vector<CutOnMap> answer_cuts(const Subject& of, const NMinusKRecord& record) {
  constexpr std::size_t most_worst = 3;
  std::vector<CutOnMap> cuts;
  for (std::size_t i = 0; i < std::min(record.worst_members.size(), most_worst); ++i)
    cuts.push_back(cut_on_map(of, of.say(Word::worst_set, i + 1), record.units, record.worst_members[i]));
  for (std::size_t q = 0; q < record.losses.size(); ++q)
    if (const SmallestCut& cut = record.answers[q].smallest; cut.exists && !cut.elements.empty())
      cuts.push_back(cut_on_map(of, of.say(Word::smallest_set, loss(of.say, of.record, record.losses[q])), record.units, cut.elements));
  return cuts;
}

}  // namespace kaitei::report

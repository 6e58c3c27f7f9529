#include <algorithm>

#include "report/cells.hpp"
#include "report/labels.hpp"
#include "report/scenario_blocks.hpp"
#include "report/units.hpp"
#include "results/attacks.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using engine::AttackSequenceRecord;

Cell step(const Subject& of, std::optional<std::size_t> step) { return step ? count(*step) : Cell{of.say(Word::never)}; }

}  // namespace

std::vector<Block> answer_blocks(const Subject& of, const std::string& name, const AttackSequenceRecord& record) {
  const Speaker& say = of.say;
  const std::uint64_t orders = record.random.largest_sums.size();
  Table table{say(Word::sequence_caption, name),
              {{say(Word::order)}, {"R", Align::number}, {say(Word::interval, of.confidence()), Align::number},
               {say(Word::halved_after), Align::number}},
              {}};
  for (const auto& label : of.record.connectivity) table.columns.push_back({say(Word::cut_after, outcome(say, label.name)), Align::number});
  table.columns.push_back({say(Word::removed_first)});
  for (const engine::AttackSequence& s : record.sequences) {
    const double r = results::robustness(s, record);
    std::vector<Cell> row{{attack_order(say, s.name)}, {fmt::format("{:.4f}", r), r}, {}, step(of, results::halved_after(s.largest))};
    for (const std::uint32_t after : s.disconnected_after)
      row.push_back(step(of, after > record.units.size() ? std::nullopt : std::optional<std::size_t>(after)));
    row.push_back({first_names(of, record.units, s.order)});
    table.rows.push_back(std::move(row));
  }
  const auto r = results::random_robustness(record, of.record.experiment.run.confidence_level);
  std::vector<Cell> row{{say(Word::random_orders, results::grouped(orders))}, mean(r), interval(say, r.interval), {}};
  for (const auto& disconnected : record.random.disconnected) row.push_back(step(of, results::median_step(disconnected, orders)));
  row.resize(table.columns.size());
  table.rows.push_back(std::move(row));
  return {Paragraph{say(Word::sequence_intro, units_in_words(of, record.unit_kinds), results::grouped(record.nodes))}, std::move(table)};
}

std::vector<CutOnMap> answer_cuts(const Subject& of, const AttackSequenceRecord& record) {
  std::vector<CutOnMap> cuts;
  const auto add = [&](std::string name, const engine::AttackSequence& s, std::size_t removed) {
    const std::vector<std::uint32_t> first(s.order.begin(), s.order.begin() + static_cast<std::ptrdiff_t>(removed));
    cuts.push_back(cut_on_map(of, std::move(name), record.units, first));
  };
  for (std::size_t c = 0; c < of.record.connectivity.size() && !record.sequences.empty(); ++c) {
    const auto quickest = std::ranges::min_element(record.sequences, {}, [c](const engine::AttackSequence& s) { return s.disconnected_after[c]; });
    if (const std::uint32_t after = quickest->disconnected_after[c]; after > 0 && after <= record.units.size())
      add(of.say(Word::cut_on_map, outcome(of.say, of.record.connectivity[c].name), attack_order(of.say, quickest->name)), *quickest, after);
  }
  for (const engine::AttackSequence& s : record.sequences)
    if (const auto halved = results::halved_after(s.largest); halved && *halved > 0)
      add(of.say(Word::halved_on_map, attack_order(of.say, s.name)), s, *halved);
  return cuts;
}

}  // namespace kaitei::report

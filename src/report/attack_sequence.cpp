#include "report/cells.hpp"
#include "report/scenario_blocks.hpp"
#include "report/units.hpp"
#include "results/attacks.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using engine::AttackSequenceRecord;

Cell step(const Subject& of, std::optional<std::size_t> step) { return step ? count(*step) : Cell{of.say(Word::never)}; }

}  // namespace

std::vector<Block> attack_sequence_blocks(const Subject& of, const std::string& name, const AttackSequenceRecord& record) {
  const Speaker& say = of.say;
  const std::uint64_t orders = record.random.largest_sums.size();
  Table table{say(Word::sequence_caption, name),
              {{say(Word::order)}, {"R", Align::number}, {say(Word::interval, of.confidence()), Align::number},
               {say(Word::halved_after), Align::number}},
              {}};
  for (const auto& label : of.record.connectivity) table.columns.push_back({say(Word::cut_after, label.name), Align::number});
  table.columns.push_back({say(Word::removed_first)});
  for (const engine::AttackSequence& s : record.sequences) {
    const double r = results::robustness(s, record);
    std::vector<Cell> row{{s.name}, {fmt::format("{:.4f}", r), r}, {}, step(of, results::halved_after(s.largest))};
    for (const std::uint32_t after : s.disconnected_after)
      row.push_back(step(of, after > record.units.size() ? std::nullopt : std::optional<std::size_t>(after)));
    row.push_back({first_names(of, record.units, s.order)});
    table.rows.push_back(std::move(row));
  }
  const auto r = results::random_robustness(record, of.record.experiment.run.confidence_level);
  std::vector<Cell> row{{say(Word::random_orders, results::grouped(orders))}, mean(r), interval(r.interval), {}};
  for (const auto& disconnected : record.random.disconnected) row.push_back(step(of, results::median_step(disconnected, orders)));
  row.resize(table.columns.size());
  table.rows.push_back(std::move(row));
  return {Paragraph{say(Word::sequence_intro, units_in_words(of, record.unit_kinds), results::grouped(record.nodes))}, std::move(table)};
}

}  // namespace kaitei::report

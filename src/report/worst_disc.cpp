#include <array>

#include "report/cells.hpp"
#include "report/scenario_blocks.hpp"
#include "results/text.hpp"
#include "results/worst_disc.hpp"

namespace kaitei::report {
namespace {

using engine::WorstDiscRecord;

constexpr std::array<Word, 4> losses{Word::outcomes_lost, Word::systems_lost, Word::capacity_lost, Word::elements_taken};

Table numbers(const Subject& of, const std::string& name, const WorstDiscRecord& record) {
  const Speaker& say = of.say;
  Table table{say(Word::disc_caption, name),
              {{say(Word::radius), Align::number}, {say(Word::lost_units)}, {say(Word::grid_mean), Align::number},
               {say(Word::disc_most), Align::number}, {say(Word::disc_bound), Align::number}},
              {}};
  for (std::size_t r = 0; r < record.points.size(); ++r) {
    const auto found = results::disc_numbers(record, r);
    for (std::size_t i = 0; i < losses.size(); ++i)
      table.rows.push_back({plain(record.radius_km.at(r)), {say(losses[i])}, {fmt::format("{:.4g}", found[i].mean), found[i].mean},
                            plain(found[i].most), plain(found[i].bound)});
  }
  return table;
}

Table worst(const Subject& of, const std::string& name, const WorstDiscRecord& record) {
  const Speaker& say = of.say;
  Table table{say(Word::worst_disc_caption, name), {{say(Word::radius), Align::number}}, {}};
  if (!of.anonymised) table.columns.insert(table.columns.end(), {{say(Word::latitude), Align::number}, {say(Word::longitude), Align::number}});
  for (const Word loss : losses) table.columns.push_back({say(loss), Align::number});
  for (std::size_t r = 0; r < record.points.size(); ++r) {
    std::vector<Cell> row{plain(record.radius_km.at(r))};
    if (const auto& place = record.points[r].place; !of.anonymised) row.insert(row.end(), {plain(place.latitude), plain(place.longitude)});
    for (const auto& found : results::disc_numbers(record, r)) row.push_back(plain(found.worst));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<Block> worst_disc_blocks(const Subject& of, const std::string& name, const WorstDiscRecord& record) {
  return {Paragraph{of.say(Word::disc_intro, results::grouped(record.latitude.size() * record.longitude.size()))},
          numbers(of, name, record), worst(of, name, record)};
}

}  // namespace kaitei::report

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

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

// In degrees. Longitudes may step over 180. A grid of one row or column has a cell that reaches as far as the record says.
double cell_size(const std::vector<double>& centres, const WorstDiscRecord& record) {
  constexpr double km_per_degree = 111.195;
  if (centres.size() < 2) return std::numbers::sqrt2 * record.reach_km / km_per_degree;
  return std::fmod(centres[1] - centres[0] + 360, 360);
}

}  // namespace

std::vector<Block> answer_blocks(const Subject& of, const std::string& name, const WorstDiscRecord& record) {
  return {Paragraph{of.say(Word::disc_intro, results::grouped(record.latitude.size() * record.longitude.size()))},
          numbers(of, name, record), worst(of, name, record)};
}

std::vector<CellsOnMap> worst_disc_cells(const Subject& of, const WorstDiscRecord& record) {
  constexpr std::size_t most_radii = 6;
  const double height = cell_size(record.latitude, record), width = cell_size(record.longitude, record);
  std::vector<CellsOnMap> layers;
  for (std::size_t r = 0; r < std::min(record.points.size(), most_radii); ++r)
    for (std::size_t loss = 0; loss < losses.size(); ++loss) {
      CellsOnMap cells{of.say(Word::disc_on_map, of.say(losses[loss]), plain(record.radius_km.at(r)).text),
                       record.latitude.front() - height / 2, record.longitude.front() - width / 2, height, width, record.longitude.size(),
                       results::disc_map(record, r, loss), record.points[r].place, record.radius_km.at(r)};
      if (std::ranges::any_of(cells.values, [](double value) { return value > 0; })) layers.push_back(std::move(cells));
    }
  return layers;
}

}  // namespace kaitei::report

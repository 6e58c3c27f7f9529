#include "scenario/centres.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "errors.hpp"
#include "scenario/exact_math.hpp"

namespace kaitei::scenario {
namespace {

double wrapped(double longitude) { return longitude > 180 ? longitude - 360 : longitude <= -180 ? longitude + 360 : longitude; }

double sine(double degrees) { return sine_cosine(degrees * (std::numbers::pi / 180)).sine; }

}  // namespace

Centres::Centres(const experiment::Scenario& scenario, const geo::Raster* given, const geo::Raster* heights) {
  const std::string& file = scenario.centres.file.native();
  const geo::Raster* grid = given != nullptr ? given : heights;
  if (grid == nullptr) {
    cells_.push_back(scenario.box);
    return;
  }
  const experiment::Box& box = scenario.box;
  std::vector<std::pair<std::size_t, double>> columns;  // in the box, with the longitude of their middle
  for (std::size_t column = 0; column < grid->columns(); ++column) {
    const double middle = wrapped(grid->west(column) + grid->cell_width() / 2);
    if (holds(box, {middle, box.south})) columns.emplace_back(column, middle);
  }
  std::vector<double> weights;
  for (std::size_t row = 0; row < grid->rows(); ++row) {
    const double north = std::min(grid->north(row), 90.0), south = std::max(grid->north(row + 1), -90.0);
    if (!holds(box, {box.west, (north + south) / 2})) continue;
    const double area = sine(north) - sine(south);  // of a degree of longitude, up to a factor
    for (const auto& [column, longitude] : columns) {
      const network::Position middle{longitude, (north + south) / 2};
      const std::optional<double> value = grid->at(row, column);
      if (!value) continue;
      if (given != nullptr && *value < 0)
        throw DataError(fmt::format("{} has the value {} at {:g} E, {:g} N (a weight is at least 0); correct it, or choose "
                                    "another band", file, *value, middle.longitude, middle.latitude));
      if (heights != nullptr) {
        const std::optional<double> height = heights->at(middle);
        if (!height || *height >= 0) continue;
      }
      const double weight = given != nullptr ? *value * area : area;
      if (!(weight > 0)) continue;
      weights.push_back(weight);
      cells_.push_back({wrapped(grid->west(column)), wrapped(grid->west(column) + grid->cell_width()), south, north});
    }
  }
  if (cells_.empty())
    throw UsageError(fmt::format("scenario \"{}\" can begin nowhere (no cell of {} in its area has a value above 0{}); widen "
                                 "the area", scenario.name, given != nullptr ? file : scenario.anchor_drag.depth.native(),
                                 heights == nullptr ? "" : ", in the water"));
  choice_.emplace(weights);
}

Vec3 Centres::draw(Draws& draws) const {
  return draw_in(choice_ ? cells_[choice_->choose(draws)] : cells_.front(), draws);
}

}  // namespace kaitei::scenario

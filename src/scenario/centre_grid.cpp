#include "scenario/centre_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "errors.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {
namespace {

constexpr double degree = std::numbers::pi / 180;

// Radians; of places that differ by so much in longitude.
double distance(double latitude, double other, double longitude) {
  const double half_up = std::sin((other - latitude) * degree / 2), half_across = std::sin(longitude * degree / 2);
  return 2 * std::asin(std::min(1.0, std::sqrt(half_up * half_up + std::cos(latitude * degree) * std::cos(other * degree) *
                                                                       half_across * half_across)));
}

}  // namespace

CentreGrid centre_grid(const experiment::Box& box, double spacing_km, std::size_t most) {
  const double spacing = spacing_km / earth_radius_km / degree;  // degrees of a great circle
  const double width = box.east >= box.west ? box.east - box.west : box.east + 360 - box.west, height = box.north - box.south;
  const double nearest = box.south <= 0 && box.north >= 0 ? 0 : std::min(std::abs(box.south), std::abs(box.north));
  const double rows = std::max(1.0, std::ceil(height / spacing)),
               columns = std::max(1.0, std::ceil(width * std::cos(nearest * degree) / spacing));
  if (rows * columns > static_cast<double>(most))
    throw UsageError(fmt::format("a grid of {:.0f} centres (each is looked at, and {} are the most); raise spacing_km, or make "
                                 "the area smaller", rows * columns, most));
  CentreGrid grid;
  grid.cell_height = height / rows;
  grid.cell_width = width / columns;
  const double low = std::sin(box.south * degree), high = std::sin(box.north * degree);
  for (double row = 0; row < rows; ++row) {
    const double south = box.south + row * grid.cell_height, north = south + grid.cell_height;
    const double middle = (south + north) / 2;
    grid.latitude.push_back(middle);
    const double share = high > low ? (std::sin(north * degree) - std::sin(south * degree)) / (high - low) : 1 / rows;
    grid.cell_share.push_back(share / columns);
    // Along a parallel the distance grows with the longitude, along a meridian it is greatest at an end.
    for (const double edge : {south, north}) grid.reach = std::max(grid.reach, distance(middle, edge, grid.cell_width / 2));
  }
  grid.reach += 1e-9;  // for rounding
  for (double column = 0; column < columns; ++column) {
    const double longitude = box.west + (column + 0.5) * grid.cell_width;
    grid.longitude.push_back(longitude > 180 ? longitude - 360 : longitude);
  }
  return grid;
}

}  // namespace kaitei::scenario

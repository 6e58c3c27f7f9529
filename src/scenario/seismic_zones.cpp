#include "scenario/seismic_zones.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "errors.hpp"
#include "geo/shapes.hpp"
#include "scenario/exact_math.hpp"

namespace kaitei::scenario {
namespace {

using experiment::Rupture;

constexpr double cell_degrees = 0.05, degree = std::numbers::pi / 180;

// Crossings of a ray to the east, over all rings: holes count as outside.
bool inside(const geo::Geometry& area, double x, double y) {
  bool odd = false;
  for (const auto& ring : area.parts)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const auto &a = ring[i], &b = ring[j];
      if ((a.latitude > y) != (b.latitude > y) &&
          x < (b.longitude - a.longitude) * (y - a.latitude) / (b.latitude - a.latitude) + a.longitude)
        odd = !odd;
    }
  return odd;
}

struct Bounds {
  double west = 180, east = -180, south = 90, north = -90;
};

Bounds bounds(const geo::Row& row) {
  Bounds b;
  for (const auto& ring : row.geometry.parts)
    for (const auto& p : ring) b = {std::min(b.west, p.longitude), std::max(b.east, p.longitude), std::min(b.south, p.latitude), std::max(b.north, p.latitude)};
  if (b.east - b.west > 180)
    row.refuse("the zone spans more than 180 degrees of longitude", "it probably crosses the antimeridian, where its inside is not clear",
               "cut it at 180 degrees into two zones");
  return b;
}

double required(const geo::Row& row, const std::string& column) {
  if (const auto value = row.number_of(column)) return *value;
  row.refuse("no " + column, "the zone's earthquakes are drawn by it", "give it a number");
}

}  // namespace

SeismicZones::SeismicZones(const std::filesystem::path& path, experiment::Rupture rupture) {
  std::vector<double> rates;
  for (const geo::Row& row : geo::read_shapes(path, geo::GeometryKind::area).rows) {
    const Bounds box = bounds(row);
    Zone zone{row.number_of("smallest_magnitude").value_or(6), required(row, "b"), 0, rupture, 0, {}, {}};
    if (rupture != Rupture::point) zone.strike = required(row, "strike_degrees") * degree;
    if (rupture == Rupture::by_zone) {
      const std::string kind = row.required_text("rupture");
      if (kind != "crustal" && kind != "interface")
        row.refuse("rupture is \"" + kind + "\"", "there are laws of scaling for two kinds", "write crustal or interface");
      zone.rupture = kind == "crustal" ? Rupture::crustal : Rupture::interface;
    }
    const double largest = required(row, "mmax");
    if (zone.b <= 0 || largest <= zone.smallest)
      row.refuse("b is not above 0, or mmax not above the smallest magnitude", "no magnitude could be drawn", "correct them");
    zone.above_largest = exponential(-zone.b * std::numbers::ln10 * (largest - zone.smallest));
    rates.push_back(required(row, "rate_m6_per_year"));
    if (rates.back() < 0) row.refuse("rate_m6_per_year is negative", "a rate counts events", "correct it");
    std::vector<double> weights;
    for (double south = std::floor(box.south / cell_degrees) * cell_degrees; south < box.north; south += cell_degrees)
      for (double west = std::floor(box.west / cell_degrees) * cell_degrees; west < box.east; west += cell_degrees) {
        if (!inside(row.geometry, west + cell_degrees / 2, south + cell_degrees / 2)) continue;
        zone.cells.push_back({west, south});
        weights.push_back(sine_cosine((south + cell_degrees / 2) * degree).cosine);
      }
    if (weights.empty()) row.refuse("the zone holds no cell of 0.05 degrees", "it is too small, or its outline is broken", "correct its outline");
    zone.cell = WeightedChoice(weights);
    rate_ += rates.back();
    zones_.push_back(std::move(zone));
  }
  if (rate_ <= 0)
    throw DataError(path.string() + ": no zone has earthquakes (every rate_m6_per_year is 0); correct the rates");
  zone_ = WeightedChoice(rates);
}

Earthquake SeismicZones::draw(Draws& draws) const {
  const Zone& zone = zones_[zone_->choose(draws)];
  const Cell& cell = zone.cells[zone.cell->choose(draws)];
  const double east = draws.uniform(), north = draws.uniform();
  const network::Position place{cell.west + cell_degrees * east, cell.south + cell_degrees * north};
  const double tail = 1 - draws.uniform() * (1 - zone.above_largest);  // share of the law at or above the magnitude
  return {unit_vector(place), zone.smallest - logarithm(tail) / (zone.b * std::numbers::ln10), zone.rupture, zone.strike};
}

}  // namespace kaitei::scenario

#include "geo/antimeridian.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <cmath>

#include "geo/geodesic.hpp"

namespace kaitei::geo {

using network::Position;

namespace {

double eastward(double from, double to) { return wrap_longitude(to - from); }

bool crosses(const Position& a, const Position& b) { return std::abs(b.longitude - a.longitude) > 180; }

// Latitude at which the geodesic from a to b meets the antimeridian, by halving the distance along it.
double crossing_latitude(const Position& a, const Position& b) {
  const auto line = GeographicLib::Geodesic::WGS84().InverseLine(a.latitude, a.longitude, b.latitude, b.longitude);
  const double gap = eastward(a.longitude, 180);
  double before = 0, after = line.Distance();
  double latitude = a.latitude;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (before + after) / 2;
    double longitude = 0;
    line.Position(middle, latitude, longitude);
    const bool is_short = std::abs(eastward(a.longitude, longitude)) < std::abs(gap);
    (is_short ? before : after) = middle;
  }
  return latitude;
}

}  // namespace

std::vector<std::vector<Position>> cut_at_antimeridian(std::span<const Position> line) {
  std::vector<std::vector<Position>> parts(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Position& here = line[i];
    if (i > 0 && crosses(line[i - 1], here)) {
      const double side = line[i - 1].longitude > 0 ? 180 : -180;
      const bool at_edge = std::abs(line[i - 1].longitude) == 180 || std::abs(here.longitude) == 180;
      const double latitude = !at_edge ? crossing_latitude(line[i - 1], here)
                              : std::abs(here.longitude) == 180 ? here.latitude : line[i - 1].latitude;
      // An edge stands at +180; seen from the west side it is -180.
      if (std::abs(line[i - 1].longitude) != 180) parts.back().push_back({side, latitude});
      parts.emplace_back();
      if (std::abs(here.longitude) != 180) parts.back().push_back({-side, latitude});
    }
    parts.back().push_back(here);
  }
  std::erase_if(parts, [](const auto& part) { return part.size() < 2; });  // a line that only touches the edge
  return parts;
}

}  // namespace kaitei::geo

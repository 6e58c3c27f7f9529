#include "geo/geodesic.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <cmath>

namespace kaitei::geo {

double distance_km(const network::Position& a, const network::Position& b) {
  double metres = 0;
  GeographicLib::Geodesic::WGS84().Inverse(a.latitude, a.longitude, b.latitude, b.longitude, metres);
  return metres / 1000;
}

double line_length_km(std::span<const network::Position> line) {
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) length += distance_km(line[i - 1], line[i]);
  return length;
}

double wrap_longitude(double degrees) {
  const double wrapped = std::remainder(degrees, 360.0);
  return wrapped == -180 ? 180 : wrapped;
}

}  // namespace kaitei::geo

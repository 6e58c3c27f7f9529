// Land for the map, cut to what a map shows.
#pragma once

#include <string_view>
#include <vector>

#include "network/network.hpp"

namespace kaitei::report {

// Degrees; east may lie beyond 180, west beyond -180, so that west < east.
struct Extent {
  double west = 0, south = 0, east = 0, north = 0;
};

using Ring = std::vector<network::Position>;
using Polygon = std::vector<Ring>;  // the first ring is the outer one

// The polygons of a GeoJSON feature collection of land that lie in the extent, cut at its border and simplified by
// `tolerance` degrees, with longitudes that continue those of the extent. Throws std::runtime_error if it is no such text.
std::vector<Polygon> land_within(std::string_view geojson, Extent, double tolerance);

}  // namespace kaitei::report

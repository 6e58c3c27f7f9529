// A grid of centres over an area, fine enough to be searched exhaustively.
#pragma once

#include <vector>

#include "experiment/scenario_settings.hpp"

namespace kaitei::scenario {

// The area cut into cells between meridians and parallels, as many of each in every row, with a centre in each.
struct CentreGrid {
  std::vector<double> latitude, longitude;  // degrees, northward and eastward; longitudes in (-180, 180]
  std::vector<double> cell_share;           // [latitude]: a cell's share of the area
  double reach = 0;                         // radians: greatest distance in a cell from its centre
  double cell_height = 0, cell_width = 0;   // degrees
};

// Neighbouring centres are at most so far apart along their meridian or parallel. An area without height or width, a line
// or a point, has one row or column. Throws UsageError beyond `most` centres.
CentreGrid centre_grid(const experiment::Box&, double spacing_km, std::size_t most);

}  // namespace kaitei::scenario

// From a feature's geometry to one clean line of positions in (-180, 180] degrees.
#pragma once

#include <string>
#include <vector>

#include "geo/row.hpp"

namespace kaitei::geo {

// What was repaired, in words; empty if nothing was.
using RepairNotes = std::vector<std::string>;

// The single position of a point layer, or of the columns lon and lat where the row has no geometry.
network::Position read_point(const Row&, RepairNotes&);

// The pieces of a line joined end to end, whatever their order and direction, across gaps up to the tolerance (a line
// split at the antimeridian has none). Refuses what is no line, is empty, or does not join into one.
std::vector<network::Position> read_line(const Row&, double gap_tolerance_km, RepairNotes&);

void drop_repeated_vertices(std::vector<network::Position>& line, RepairNotes&);

}  // namespace kaitei::geo

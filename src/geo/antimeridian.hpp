// Lines across 180 degrees, as GIS files want them.
#pragma once

#include <span>
#include <vector>

#include "network/network.hpp"

namespace kaitei::geo {

// The line's parts, each within [-180, 180], cut where its geodesic meets the antimeridian; the end of one part and the
// start of the next are that place. A line that never crosses is one part.
std::vector<std::vector<network::Position>> cut_at_antimeridian(std::span<const network::Position> line);

}  // namespace kaitei::geo

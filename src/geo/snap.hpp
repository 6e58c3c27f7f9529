// Ties the ends of a drawn line to the nodes they land at.
#pragma once

#include "geo/loading.hpp"

namespace kaitei::geo {

struct LineEnds {
  network::NodeId from, to;
};

// Takes the nodes named in columns from and to, or for an end without a name the nearest station, branching unit or
// gateway, each within the snap tolerance. Turns the line so that it runs from -> to, and moves its ends onto the
// nodes. Refuses an end that is too far off, and a line that returns to its start.
LineEnds snap_ends(const Row&, const Loading&, std::vector<network::Position>& line, RepairNotes&);

}  // namespace kaitei::geo

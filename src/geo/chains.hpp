// From drawn lines that meet at shared vertices to nodes and the chains between them. Private to geo.
#pragma once

#include "geo/drawn_lines.hpp"
#include "geo/split_cable.hpp"

namespace kaitei::geo {

// A stretch between two vertices counts once however often it is drawn. Closed loops are left out, and noted: no route
// uses them. Order and roles are those that split_cable() promises.
SplitCable split_into_chains(const DrawnLines&, const std::map<DrawnLines::Vertex, std::string>& landings,
                             std::vector<std::string> notes);

}  // namespace kaitei::geo

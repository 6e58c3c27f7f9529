// Drawn paths between the places where fibre routes may end, listed one by one.
#pragma once

#include <functional>
#include <vector>

#include "network/network.hpp"

namespace kaitei::network {

struct RoutePath {
  NodeId from, to;  // the id of `from` sorts before that of `to`
  std::vector<SegmentId> segments;
};

// A route ends at every node but a branching unit, which is a joint of the wet plant and not a switch; a switchable
// branching unit ends routes too, so that percolation passes through it.
bool ends_routes(const Node&);

inline constexpr std::size_t most_paths_per_system = 10'000;

// Every simple path of the system's segments between two nodes that end routes, with none of them in between.
// Paths that differ in a segment are different paths, so parallel cables stay parallel. Ordered by the ids of from, to
// and the segments, whatever the order in the file. Depth-first search: the cost is that of the list and of the dead
// ends met on the way. Throws DataError above most_paths_per_system.
std::vector<RoutePath> list_route_paths(const Network&, SystemId);

}  // namespace kaitei::network

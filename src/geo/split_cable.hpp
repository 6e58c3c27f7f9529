// One cable of a map, drawn as lines whose joints nobody has marked, split where it lands and where it branches.
//
// The lines become a graph of vertices; a node is a landing or a vertex where other than two stretches meet, a segment
// what runs between two nodes. Nothing hangs on the order or the direction of the pieces.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace kaitei::geo {

// Distances within which drawn things are one thing; all but the first are reported where they are used.
struct SplitTolerances {
  double touch_km = 0.1;     // vertices, and landings on vertices, that coincide
  double snap_km = 1;        // a line's end and a landing, or another line
  double landing_km = 50;    // a landing no line comes nearer to
  double loose_end_km = 10;  // a line's end that stops short of the line it continues or branches from
};

struct SplitNode {
  std::string landing;  // empty: a branching unit, or the loose end of a line
  network::Position position;
};

struct SplitSegment {
  std::size_t from = 0, to = 0;  // into SplitCable::nodes
  std::vector<network::Position> line;
  network::SegmentRole role = network::SegmentRole::trunk;
};

struct SplitCable {
  std::vector<SplitNode> nodes;
  std::vector<SplitSegment> segments;
  std::vector<std::string> notes;  // what was done beside splitting, in words
};

// `landings` are the positions of the cable's landings by id. A segment is a branch if it ends a piece that stops on
// another piece's way and leads to a landing; trunk otherwise. Nodes are ordered by landing and position, segments by
// their nodes and line, each from its lower node to its higher one. Work is in proportion to (ends + landings) times
// vertices.
SplitCable split_cable(std::vector<std::vector<network::Position>> pieces,
                       const std::map<std::string, network::Position>& landings, const SplitTolerances& = {});

}  // namespace kaitei::geo

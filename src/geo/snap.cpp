#include "geo/snap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using namespace network;

constexpr double rounding_km = 1e-6;            // a millimetre: left by a change of projection, no repair
constexpr double km_per_degree_at_least = 110;  // of latitude

struct End {
  NodeId node;
  double off_km = 0;
};

bool can_land(const Node& node) {
  return node.kind == NodeKind::station || node.kind == NodeKind::branching_unit || node.kind == NodeKind::gateway;
}

End nearest(const Row& row, const Loading& loading, const Position& position, std::string_view column) {
  End best{{}, std::numeric_limits<double>::infinity()};
  const std::vector<Node>& nodes = loading.network.nodes;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const double apart = std::abs(nodes[i].position.latitude - position.latitude) * km_per_degree_at_least;
    if (!can_land(nodes[i]) || apart > best.off_km) continue;
    const double off_km = distance_km(position, nodes[i].position);
    if (off_km < best.off_km) best = {NodeId{i}, off_km};
  }
  if (best.off_km > loading.options.snap_tolerance_km) {
    row.refuse(fmt::format("no {}, and no landing within {} km of the line's end at {:.4f}, {:.4f}", column,
                           loading.options.snap_tolerance_km, position.longitude, position.latitude),
               "nothing says where the segment lands", fmt::format("name a node in column {}", column));
  }
  return best;
}

// How far the line's end lies from a named node; 0 for an end that will be given its nearest node.
double off_km(const Loading& loading, const std::optional<NodeId>& node, const Position& position) {
  return node ? distance_km(position, loading.network[*node].position) : 0;
}

void require_within_tolerance(const Row& row, const Loading& loading, const End& end) {
  if (end.off_km <= loading.options.snap_tolerance_km) return;
  row.refuse(fmt::format("its line ends {:.3f} km from node {}", end.off_km, loading.network[end.node].id),
             fmt::format("the tolerance is {} km", loading.options.snap_tolerance_km),
             "draw the line to the node, correct the ids, or raise snap_tolerance_km");
}

End settle(const Row& row, const Loading& loading, const std::optional<NodeId>& named, const Position& position,
           std::string_view column, RepairNotes& notes) {
  if (named) {
    const End end{*named, distance_km(position, loading.network[*named].position)};
    require_within_tolerance(row, loading, end);
    return end;
  }
  const End end = nearest(row, loading, position, column);
  notes.push_back(fmt::format("{} set to the nearest node, {}, {:.3f} km away", column,
                              loading.network[end.node].id, end.off_km));
  return end;
}

void move_end(const Loading& loading, const End& end, Position& position, RepairNotes& notes) {
  const Node& node = loading.network[end.node];
  if (end.off_km > rounding_km) notes.push_back(fmt::format("end moved {:.3f} km to node {}", end.off_km, node.id));
  position = node.position;
}

}  // namespace

LineEnds snap_ends(const Row& row, const Loading& loading, std::vector<Position>& line, RepairNotes& notes) {
  const auto named = [&](std::string_view column) {
    return row.text(column).empty() ? std::nullopt : std::optional(loading.node(row, column));
  };
  const std::optional<NodeId> from = named("from"), to = named("to");
  if (from && from == to) {
    row.refuse("from and to are the same node", "a segment joins two places", "correct one of them");
  }
  const double as_drawn = std::max(off_km(loading, from, line.front()), off_km(loading, to, line.back()));
  const double turned = std::max(off_km(loading, from, line.back()), off_km(loading, to, line.front()));
  if (turned < as_drawn && turned <= loading.options.snap_tolerance_km) {
    std::reverse(line.begin(), line.end());
    notes.push_back("line turned to run from -> to");
  }
  const End first = settle(row, loading, from, line.front(), "from", notes);
  const End last = settle(row, loading, to, line.back(), "to", notes);
  if (first.node == last.node) {
    row.refuse(fmt::format("both ends lie at node {}", loading.network[first.node].id), "a segment joins two places",
               "name its nodes in columns from and to");
  }
  move_end(loading, first, line.front(), notes);
  move_end(loading, last, line.back(), notes);
  drop_repeated_vertices(line, notes);
  return {first.node, last.node};
}

}  // namespace kaitei::geo

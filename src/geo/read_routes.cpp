// Routes and power sections: rows that name a chain of segments.
#include <fmt/format.h>

#include <array>

#include "geo/loading.hpp"
#include "network/route_paths.hpp"

namespace kaitei::geo {

using namespace network;

namespace {

// Walks the segments in the order given and returns the node at which the walk ends.
NodeId follow(const Row& row, const Loading& loading, NodeId start, const std::vector<SegmentId>& segments) {
  NodeId here = start;
  for (const SegmentId id : segments) {
    const Segment& segment = loading.network[id];
    if (segment.from != here && segment.to != here) {
      row.refuse(fmt::format("segment {} does not continue from node {}", segment.id, loading.network[here].id),
                 "segments are listed in order, each touching the last", "correct the order or the ids");
    }
    here = segment.from == here ? segment.to : segment.from;
  }
  return here;
}

void require_end(const Row& row, const Loading& loading, NodeId reached, NodeId end, std::string_view column) {
  if (reached == end) return;
  row.refuse(fmt::format("its segments lead to node {}, not to {}", loading.network[reached].id, loading.network[end].id),
             fmt::format("they must end at the node in column {}", column), "correct the segments or the node");
}

}  // namespace

void read_routes(const Table& table, Loading& loading) {
  constexpr std::array plans{RoutePlan::published, RoutePlan::inferred};
  UniqueIds ids;
  for (const Row& row : table.rows) {
    Route route;
    route.id = ids.take(row);
    if (loading.is_left_out(row)) continue;
    route.system = loading.system(row);
    route.from = loading.node(row, "from");
    route.to = loading.node(row, "to");
    for (const NodeId end : {route.from, route.to}) {
      if (ends_routes(loading.network[end])) continue;
      row.refuse(fmt::format("it ends at branching unit {}", loading.network[end].id),
                 "a branching unit is not a switch: fibre pairs run from landing to landing",
                 "end it at a landing, or mark the unit switchable");
    }
    if (route.from == route.to) row.refuse("from and to are the same node", "a route joins two places", "correct one");
    route.segments = loading.segments_of(row, route.system);
    require_end(row, loading, follow(row, loading, route.from, route.segments), route.to, "to");
    route.fibre_pairs = row.positive_count("fibre_pairs");
    route.capacity_tbps = row.not_negative("capacity_tbps");
    route.plan = row.word("plan", plans, std::optional(RoutePlan::inferred));
    route.evidence = row.evidence();
    loading.network.routes.push_back(std::move(route));
  }
}

void read_power_sections(const Table& table, Loading& loading) {
  UniqueIds ids;
  for (const Row& row : table.rows) {
    PowerSection section;
    section.id = ids.take(row);
    if (loading.is_left_out(row)) continue;
    section.system = loading.system(row);
    section.segments = loading.segments_of(row, section.system);
    section.end_a = loading.node(row, "end_a");
    const NodeId reached = follow(row, loading, section.end_a, section.segments);
    if (!row.text("end_b").empty()) {
      section.end_b = loading.node(row, "end_b");
      require_end(row, loading, reached, *section.end_b, "end_b");
    }
    section.single_end_capable = row.flag("single_end_capable");
    section.evidence = row.evidence();
    loading.network.power_sections.push_back(std::move(section));
  }
}

}  // namespace kaitei::geo

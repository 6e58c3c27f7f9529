#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "network/lower.hpp"
#include "network/route_paths.hpp"

namespace kaitei::network {
namespace {

// Pairs are the only capacity unit that stated facts allow to be divided: design capacity times the route's share.
std::optional<double> capacity_from_pairs(const System& system, std::optional<int> route_pairs) {
  if (!system.design_tbps || !system.fibre_pairs || *system.fibre_pairs <= 0 || !route_pairs) return std::nullopt;
  return *system.design_tbps * *route_pairs / *system.fibre_pairs;
}

// The stretches of a system that its branching units hold together, each named by one of its segments.
class Clusters {
 public:
  explicit Clusters(const Network& network) : network_(network), leader_(network.segments.size()) {
    std::iota(leader_.begin(), leader_.end(), 0U);
    std::map<std::pair<SystemId, NodeId>, std::uint32_t> first_at_joint;
    for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
      const Segment& segment = network.segments[i];
      const bool is_trunk = segment.role == SegmentRole::trunk;
      for (const NodeId end : {segment.from, segment.to}) {
        if (is_trunk) trunk_ends_.insert({segment.system, end});
        if (ends_routes(network[end])) continue;
        const auto [first, added] = first_at_joint.insert({{segment.system, end}, i});
        if (!added) leader_[find(i)] = find(first->second);
      }
    }
    for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
      const Segment& segment = network.segments[i];
      if (segment.role != SegmentRole::trunk) continue;
      for (const NodeId end : {segment.from, segment.to}) {
        if (ends_routes(network[end])) clusters_with_trunk_.insert(find(i));
      }
    }
  }

  // A cluster without a trunk end says nothing about which pairs are missing: it keeps all of them.
  bool keeps_under_trunk_only(const RoutePath& path) {
    const SystemId system = network_[path.segments.front()].system;
    return !clusters_with_trunk_.contains(find(path.segments.front().value)) ||
           trunk_ends_.contains({system, path.from}) || trunk_ends_.contains({system, path.to});
  }

 private:
  std::uint32_t find(std::uint32_t segment) {
    while (leader_[segment] != segment) segment = leader_[segment] = leader_[leader_[segment]];
    return segment;
  }

  const Network& network_;
  std::vector<std::uint32_t> leader_;
  std::set<std::pair<SystemId, NodeId>> trunk_ends_;
  std::set<std::uint32_t> clusters_with_trunk_;
};

std::optional<int> fewest_pairs(const Network& network, const RoutePath& path) {
  std::optional<int> fewest;
  for (const SegmentId id : path.segments) {
    const std::optional<int> pairs = network[id].fibre_pairs;
    if (!pairs) return std::nullopt;
    fewest = fewest ? std::min(*fewest, *pairs) : *pairs;
  }
  return fewest;
}

// Routes of one system under a bound, numbered alike under both. Those that share a segment share its pairs in a way
// nobody has stated, so only a route that has its segments to itself is given a capacity.
void add_bound_routes(const Network& network, SystemId id, RouteBound bound, Clusters& clusters,
                      std::vector<Route>& routes) {
  const System& system = network[id];
  const std::vector<RoutePath> paths = list_route_paths(network, id);
  std::map<SegmentId, std::size_t> uses;
  for (const RoutePath& path : paths) {
    for (const SegmentId segment : path.segments) ++uses[segment];
  }
  std::map<std::pair<NodeId, NodeId>, std::size_t> parallels;
  for (const RoutePath& path : paths) {
    const std::size_t number = ++parallels[{path.from, path.to}];
    if (bound == RouteBound::trunk_only && !clusters.keeps_under_trunk_only(path)) continue;
    Route route;
    route.id = fmt::format("{}:{}--{}", system.id, network[path.from].id, network[path.to].id);
    if (number > 1) route.id += fmt::format("#{}", number);
    route.system = id;
    route.from = path.from;
    route.to = path.to;
    route.segments = path.segments;
    route.fibre_pairs = fewest_pairs(network, path);
    if (!route.fibre_pairs && paths.size() == 1) route.fibre_pairs = system.fibre_pairs;
    const bool has_its_segments_alone = std::all_of(path.segments.begin(), path.segments.end(),
                                                    [&](SegmentId segment) { return uses[segment] == 1; });
    if (has_its_segments_alone) route.capacity_tbps = capacity_from_pairs(system, route.fibre_pairs);
    route.plan = bound == RouteBound::all_pairs ? RoutePlan::all_pairs : RoutePlan::trunk_only;
    route.evidence.source = fmt::format("{} bound", to_string(bound));
    routes.push_back(std::move(route));
  }
}

}  // namespace

std::vector<Route> build_routes(const Network& network, RouteBound bound) {
  std::vector<Route> routes = network.routes;
  std::set<SystemId> stated;
  for (Route& route : routes) {
    stated.insert(route.system);
    if (!route.capacity_tbps) route.capacity_tbps = capacity_from_pairs(network[route.system], route.fibre_pairs);
  }
  Clusters clusters(network);
  for (std::uint32_t i = 0; i < network.systems.size(); ++i) {
    if (!stated.contains(SystemId{i})) add_bound_routes(network, SystemId{i}, bound, clusters, routes);
  }
  std::sort(routes.begin(), routes.end(), [](const Route& a, const Route& b) { return a.id < b.id; });
  return routes;
}

}  // namespace kaitei::network

#include "network/summary.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "network/route_paths.hpp"

namespace kaitei::network {
namespace {

SystemSummary summarise_system(const Network& network, SystemId id) {
  SystemSummary summary{id};
  std::set<NodeId> stations;
  for (const Segment& segment : network.segments) {
    if (segment.system != id) continue;
    ++summary.segments;
    summary.stated_lengths += segment.length_stated;
    summary.length_km += segment.length_km;
    for (const NodeId end : {segment.from, segment.to}) {
      if (network[end].kind == NodeKind::station) stations.insert(end);
    }
  }
  summary.stations = stations.size();
  return summary;
}

BoundSummary summarise_bound(const Network& network, RouteBound bound, const Graph& graph) {
  BoundSummary summary{bound, {}};
  for (const Route& route : build_routes(network, bound)) {
    ++summary.routes;
    ++summary.routes_by_plan[std::string(to_string(route.plan))];
    summary.capacity_known += route.capacity_tbps.has_value();
  }
  summary.gates = graph.gates.size();
  summary.edges = graph.edges.size();
  return summary;
}

template <class Rows>
void count_evidence(const Rows& rows, std::map<std::string, std::size_t>& counts) {
  for (const auto& row : rows) ++counts[std::string(to_string(row.evidence.confidence))];
}

std::vector<std::vector<std::string>> components(const Network& network, const Graph& graph) {
  std::vector<std::size_t> leader(network.nodes.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto find = [&](std::size_t node) {
    while (leader[node] != node) node = leader[node] = leader[leader[node]];
    return node;
  };
  for (const GraphEdge& edge : graph.edges) leader[find(edge.from.index())] = find(edge.to.index());
  std::map<std::size_t, std::vector<std::string>> members;
  for (std::size_t node = 0; node < network.nodes.size(); ++node) {
    if (ends_routes(network.nodes[node])) members[find(node)].push_back(network.nodes[node].id);
  }
  std::vector<std::vector<std::string>> found;
  for (auto& [first, ids] : members) {
    std::sort(ids.begin(), ids.end());
    found.push_back(std::move(ids));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  return found;
}

}  // namespace

Summary summarise(const Network& network) {
  Summary summary;
  for (std::uint32_t i = 0; i < network.systems.size(); ++i) {
    summary.systems.push_back(summarise_system(network, SystemId{i}));
    summary.length_km += summary.systems.back().length_km;
  }
  for (const Node& node : network.nodes) {
    ++summary.nodes_by_kind[std::string(to_string(node.kind))];
    if (!node.weight) continue;
    summary.people += node.weight->population.value_or(0);
    ++summary.evidence["weights"][std::string(to_string(node.weight->evidence.confidence))];
  }
  for (const TerminalSet& set : network.terminal_sets) {
    for (const NodeId id : set.nodes) {
      const std::optional<Weight>& weight = network[id].weight;
      if (weight && weight->population) summary.people_by_set[set.name] += *weight->population;
    }
  }
  for (const Link& link : network.links) {
    ++summary.links_by_kind[std::string(to_string(link.kind))];
    summary.links_with_capacity += link.capacity_tbps.has_value();
  }
  for (const PowerSection& section : network.power_sections) {
    summary.sections_of_unknown_feeding += !section.single_end_capable.has_value();
  }
  count_evidence(network.nodes, summary.evidence["nodes"]);
  count_evidence(network.systems, summary.evidence["systems"]);
  count_evidence(network.segments, summary.evidence["segments"]);
  count_evidence(network.routes, summary.evidence["routes"]);
  count_evidence(network.power_sections, summary.evidence["power_sections"]);
  count_evidence(network.links, summary.evidence["links"]);
  const Graph graph = lower(network, {RouteBound::all_pairs, true});
  summary.bounds = {summarise_bound(network, RouteBound::all_pairs, graph),
                    summarise_bound(network, RouteBound::trunk_only, lower(network, {RouteBound::trunk_only, true}))};
  for (const Element& element : graph.elements) ++summary.elements_by_kind[std::string(to_string(element.kind))];
  summary.components = components(network, graph);
  return summary;
}

}  // namespace kaitei::network

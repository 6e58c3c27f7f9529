// Writes small networks by id, and reads circuits one failure state at a time.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "network/lower.hpp"
#include "network/network.hpp"

namespace kaitei::network::test {

class NetworkBuilder {
 public:
  NetworkBuilder& station(const std::string& id) { return node(id, NodeKind::station, false); }
  NetworkBuilder& town(const std::string& id) {
    station(id);
    network_.nodes.back().site = Site::town;
    return *this;
  }
  NetworkBuilder& unit(const std::string& id) { return node(id, NodeKind::branching_unit, false); }
  NetworkBuilder& switchable_unit(const std::string& id) { return node(id, NodeKind::branching_unit, true); }
  NetworkBuilder& node(const std::string& id, NodeKind kind, bool switchable = false) {
    Node node;
    node.id = node.name = id;
    node.kind = kind;
    node.switchable = switchable;
    network_.nodes.push_back(node);
    return *this;
  }

  NetworkBuilder& system(const std::string& id, std::optional<int> pairs = {}, std::optional<double> design = {}) {
    System system;
    system.id = system.name = id;
    system.fibre_pairs = pairs;
    system.design_tbps = design;
    network_.systems.push_back(system);
    return *this;
  }

  // Of the system added last.
  NetworkBuilder& segment(const std::string& id, const std::string& from, const std::string& to,
                          SegmentRole role = SegmentRole::trunk, std::optional<int> pairs = {}) {
    Segment segment;
    segment.id = id;
    segment.system = last_system();
    segment.from = find(from);
    segment.to = find(to);
    segment.role = role;
    segment.fibre_pairs = pairs;
    segment.length_km = 100;
    network_.segments.push_back(segment);
    return *this;
  }

  NetworkBuilder& branch(const std::string& id, const std::string& from, const std::string& to) {
    return segment(id, from, to, SegmentRole::branch);
  }

  NetworkBuilder& route(const std::string& id, const std::string& from, const std::string& to,
                        const std::vector<std::string>& segments, std::optional<int> pairs = {}) {
    Route route;
    route.id = id;
    route.system = last_system();
    route.from = find(from);
    route.to = find(to);
    route.fibre_pairs = pairs;
    for (const std::string& segment : segments) route.segments.push_back(*network_.find_segment(segment));
    network_.routes.push_back(route);
    return *this;
  }

  NetworkBuilder& section(const std::string& id, const std::vector<std::string>& segments, const std::string& end_a,
                          std::optional<std::string> end_b, std::optional<bool> single_end_capable) {
    PowerSection section;
    section.id = id;
    section.system = last_system();
    for (const std::string& segment : segments) section.segments.push_back(*network_.find_segment(segment));
    section.end_a = find(end_a);
    if (end_b) section.end_b = find(*end_b);
    section.single_end_capable = single_end_capable;
    network_.power_sections.push_back(section);
    return *this;
  }

  NetworkBuilder& link(const std::string& id, const std::string& from, const std::string& to) {
    Link link;
    link.id = id;
    link.from = find(from);
    link.to = find(to);
    network_.links.push_back(link);
    return *this;
  }

  const Network& build() const { return network_; }

 private:
  NodeId find(const std::string& id) const { return network_.find_node(id).value(); }
  SystemId last_system() const { return SystemId{static_cast<std::uint32_t>(network_.systems.size() - 1)}; }

  Network network_;
};

// The failed bit of every literal when exactly the named elements fail.
inline std::vector<bool> evaluate(const Graph& graph, const std::set<std::string>& failed) {
  std::vector<bool> bits;
  for (const Element& element : graph.elements) bits.push_back(failed.contains(element.id));
  for (const Gate& gate : graph.gates) {
    bool any = false, all = true;
    for (const Literal input : gate.inputs) {
      any = any || bits.at(input);
      all = all && bits.at(input);
    }
    bits.push_back(gate.kind == GateKind::all_up ? any : all);
  }
  return bits;
}

inline bool edge_is_up(const Graph& graph, const std::string& edge, const std::set<std::string>& failed) {
  for (const GraphEdge& candidate : graph.edges) {
    if (candidate.id == edge) return !evaluate(graph, failed).at(candidate.failed);
  }
  throw std::runtime_error("no edge " + edge);
}

}  // namespace kaitei::network::test

#include "geo/loading.hpp"

namespace kaitei::geo {

using namespace network;

namespace {

std::vector<bool> nodes_on_segments(const Network& network) {
  std::vector<bool> used(network.nodes.size(), false);
  for (const Segment& segment : network.segments) used[segment.from.index()] = used[segment.to.index()] = true;
  return used;
}

// Calls change for every node id that the network's rows hold.
template <class Change>
void renumber(Network& network, const Change& change) {
  for (Segment& segment : network.segments) {
    change(segment.from);
    change(segment.to);
  }
  for (Route& route : network.routes) {
    change(route.from);
    change(route.to);
  }
  for (PowerSection& section : network.power_sections) {
    change(section.end_a);
    if (section.end_b) change(*section.end_b);
  }
  for (Link& link : network.links) {
    change(link.from);
    change(link.to);
  }
  for (TerminalSet& set : network.terminal_sets) {
    for (NodeId& node : set.nodes) change(node);
  }
}

}  // namespace

void drop_unused_branching_units(Loading& loading) {
  Network& network = loading.network;
  const std::vector<bool> used = nodes_on_segments(network);
  std::vector<NodeId> now(network.nodes.size());
  std::vector<Node> kept;
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    Node& node = network.nodes[i];
    if (node.kind == NodeKind::branching_unit && !used[i]) {
      if (!loading.left_out_ends.contains(node.id)) {
        loading.repairs.push_back({"nodes", node.id, "branching unit on no segment left out"});
      }
      continue;
    }
    now[i] = NodeId{static_cast<std::uint32_t>(kept.size())};
    kept.push_back(std::move(node));
  }
  network.nodes = std::move(kept);
  renumber(network, [&](NodeId& node) { node = now[node.index()]; });
}

}  // namespace kaitei::geo

#include "geo/loading.hpp"

namespace kaitei::geo {

using namespace network;

namespace {

// What a station or branching unit is kept for: a segment, or a life without cables.
std::vector<bool> nodes_in_use(const Network& network) {
  std::vector<bool> used(network.nodes.size(), false);
  for (const Segment& segment : network.segments) used[segment.from.index()] = used[segment.to.index()] = true;
  for (const Link& link : network.links) {
    if (link.kind != LinkKind::backhaul) used[link.from.index()] = used[link.to.index()] = true;
  }
  for (std::size_t i = 0; i < network.nodes.size(); ++i) used[i] = used[i] || network.nodes[i].weight;
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

void drop_unused_nodes(Loading& loading) {
  Network& network = loading.network;
  const std::vector<bool> used = nodes_in_use(network);
  std::vector<bool> dropped(network.nodes.size(), false);
  std::vector<NodeId> now(network.nodes.size());
  std::vector<Node> kept;
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    Node& node = network.nodes[i];
    const bool its_cables_are_left_out = loading.left_out_ends.contains(node.id);
    if (!used[i] && node.kind == NodeKind::branching_unit && !its_cables_are_left_out) {
      loading.repairs.push_back({"nodes", node.id, "branching unit on no segment left out"});
    }
    dropped[i] = !used[i] && (node.kind == NodeKind::branching_unit ||
                              (node.kind == NodeKind::station && its_cables_are_left_out));
    if (dropped[i]) continue;
    now[i] = NodeId{static_cast<std::uint32_t>(kept.size())};
    kept.push_back(std::move(node));
  }
  network.nodes = std::move(kept);
  const auto is_dropped = [&](NodeId node) { return dropped[node.index()]; };
  std::erase_if(network.links, [&](const Link& link) { return is_dropped(link.from) || is_dropped(link.to); });
  for (TerminalSet& set : network.terminal_sets) std::erase_if(set.nodes, is_dropped);
  std::erase_if(network.terminal_sets, [](const TerminalSet& set) { return set.nodes.empty(); });
  renumber(network, [&](NodeId& node) { node = now[node.index()]; });
}

}  // namespace kaitei::geo

#include "engine/graph_nodes.hpp"

#include <stdexcept>

namespace kaitei::engine {
namespace {
constexpr std::uint32_t left_out = ~0u;
}

GraphNodes::GraphNodes(const network::Network& network, const network::Graph& graph)
    : network_(network), graph_(graph), number_(network.nodes.size(), left_out) {
  for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
    const network::Node& node = network.nodes[i];
    if (node.kind == network::NodeKind::branching_unit && !node.switchable) continue;
    number_[i] = count();
    nodes_.push_back({i});
    failed_.push_back(graph.node_failed[i]);
  }
}

std::uint32_t GraphNodes::number(network::NodeId id) const {
  if (number_[id.index()] == left_out)
    throw std::out_of_range("branching unit " + network_[id].id + " is not a node of the graph");
  return number_[id.index()];
}

std::vector<Edge> GraphNodes::edges(const std::vector<bool>& allowed, const Keep& keep) const {
  std::vector<Edge> chosen;
  for (const network::GraphEdge& edge : graph_.edges) {
    const std::uint32_t from = number(edge.from), to = number(edge.to);
    if (allowed[from] && allowed[to] && keep(edge)) chosen.push_back({from, to, edge.failed});
  }
  return chosen;
}

std::vector<Edge> GraphNodes::edges() const {
  return edges(std::vector<bool>(count(), true), [](const network::GraphEdge&) { return true; });
}

std::vector<bool> GraphNodes::in_countries(const std::set<std::string>& countries) const {
  std::vector<bool> allowed;
  for (const network::NodeId id : nodes_)
    allowed.push_back(network_[id].country.empty() || countries.contains(network_[id].country));
  return allowed;
}

std::vector<bool> GraphNodes::outside_countries(const std::set<std::string>& countries) const {
  std::vector<bool> allowed;
  for (const network::NodeId id : nodes_) allowed.push_back(!countries.contains(network_[id].country));
  return allowed;
}

}  // namespace kaitei::engine

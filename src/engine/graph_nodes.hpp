// The nodes that percolation sees: every node of the network but the branching units that join nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "kernels/reach_task.hpp"
#include "network/lower.hpp"

namespace kaitei::engine {

class GraphNodes {
 public:
  GraphNodes(const network::Network&, const network::Graph&);

  std::uint32_t count() const { return static_cast<std::uint32_t>(nodes_.size()); }
  std::uint32_t number(network::NodeId) const;              // throws std::out_of_range for a node left out
  network::NodeId node(std::uint32_t number) const { return nodes_[number]; }
  Literal failed(std::uint32_t number) const { return failed_[number]; }

  // Edges that pass `keep`, with both ends in the allowed nodes, by number.
  using Keep = std::function<bool(const network::GraphEdge&)>;
  std::vector<Edge> edges(const std::vector<bool>& allowed, const Keep& keep) const;
  std::vector<Edge> edges() const;

  // Nodes in one of the countries (a node without a country is at sea: always allowed).
  std::vector<bool> in_countries(const std::set<std::string>&) const;
  std::vector<bool> outside_countries(const std::set<std::string>&) const;

 private:
  const network::Network& network_;
  const network::Graph& graph_;
  std::vector<network::NodeId> nodes_;
  std::vector<std::uint32_t> number_;  // [NodeId]
  std::vector<Literal> failed_;
};

}  // namespace kaitei::engine

// How much a network leans on its units, state by state: what an attacker who removes the foremost one looks at.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph_nodes.hpp"
#include "experiment/experiment.hpp"
#include "network/lower.hpp"
#include "scenario/units.hpp"

namespace kaitei::engine {

// Of a simple undirected graph: shortest paths through a node, its own not counted, and through an edge; pairs of nodes
// are unordered and each counts the product of its two weights, shared out among its shortest paths. `weights`: [node], of
// which 0 neither sends nor receives but carries. Brandes, J. Math. Sociol. 25 (2001); O(V E).
struct Betweenness {
  std::vector<double> node, edge;
};
Betweenness betweenness(const std::vector<double>& weights, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges);

class AttackScores {
 public:
  // What is passed must outlive it.
  AttackScores(const network::Network&, const network::Graph&, const std::vector<scenario::Unit>&);

  // [unit], in whole millionths; -1 for a unit that is removed. `order` is not importance.
  // degree: edges that stand and that the unit's loss would take down. capacity: their Gbit/s, unknown ones 0.
  // betweenness: of a station's node, if it is the only one there; else of these edges together, parallel edges sharing theirs evenly.
  // traffic: the same, a node's weight being its people over their mean over all nodes of the graph, so that equal people
  // everywhere make it betweenness; needs has_traffic(). A gravity model without distance (Zhang, Roughan, Duffield and
  // Greenberg, SIGMETRICS 2003) on shortest paths (Wu et al., PLoS ONE 17, e0268203, 2022).
  std::vector<std::int64_t> scores(experiment::AttackOrder order, const std::vector<bool>& removed) const;

  // Whether at least two nodes have people.
  bool has_traffic() const;

 private:
  std::vector<std::uint8_t> literals(const std::vector<bool>& removed) const;
  std::vector<std::vector<std::uint32_t>> taken_edges(const std::vector<bool>& removed, std::vector<std::uint8_t> state) const;
  std::vector<double> betweenness_scores(const std::vector<double>& weights, const std::vector<std::uint8_t>& state,
                                         const std::vector<std::vector<std::uint32_t>>& taken) const;

  const network::Graph& graph_;
  const std::vector<scenario::Unit>& units_;
  GraphNodes nodes_;
  std::vector<double> people_;  // [node of the graph], their mean being 1; all 0 if there are none
};

}  // namespace kaitei::engine

#include "engine/attack_scores.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace kaitei::engine {
namespace {

// Failed bits of all literals, from those of the elements in front.
void evaluate(const network::Graph& graph, std::vector<std::uint8_t>& state) {
  for (std::size_t g = 0; g < graph.gates.size(); ++g) {
    const auto failed = [&](Literal input) { return state[input] != 0; };
    const auto& inputs = graph.gates[g].inputs;
    state[graph.elements.size() + g] = graph.gates[g].kind == GateKind::all_up
                                           ? std::ranges::any_of(inputs, failed)
                                           : std::ranges::all_of(inputs, failed);
  }
}

std::vector<double> people(const network::Network& network, const GraphNodes& nodes) {
  std::vector<double> people(nodes.count());
  for (std::uint32_t n = 0; n < nodes.count(); ++n)
    if (const auto& weight = network[nodes.node(n)].weight) people[n] = static_cast<double>(weight->population.value_or(0));
  const double all = std::accumulate(people.begin(), people.end(), 0.0);
  if (all > 0)
    for (double& of_node : people) of_node /= all / nodes.count();
  return people;
}

}  // namespace

Betweenness betweenness(const std::vector<double>& weights, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges) {
  const auto nodes = static_cast<std::uint32_t>(weights.size());
  struct Neighbour {
    std::uint32_t node, edge;
  };
  std::vector<std::vector<Neighbour>> neighbours(nodes);
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    neighbours[edges[e].first].push_back({edges[e].second, e});
    neighbours[edges[e].second].push_back({edges[e].first, e});
  }
  Betweenness sum{std::vector<double>(nodes), std::vector<double>(edges.size())};
  for (std::uint32_t source = 0; source < nodes; ++source) {
    if (weights[source] == 0) continue;
    const double half = weights[source] / 2;  // each pair is met from both ends
    std::vector<std::int64_t> distance(nodes, -1);
    std::vector<double> paths(nodes), dependency(nodes);
    std::vector<std::uint32_t> order{source};
    distance[source] = 0;
    paths[source] = 1;
    for (std::size_t i = 0; i < order.size(); ++i)
      for (const Neighbour& next : neighbours[order[i]]) {
        if (distance[next.node] < 0) {
          distance[next.node] = distance[order[i]] + 1;
          order.push_back(next.node);
        }
        if (distance[next.node] == distance[order[i]] + 1) paths[next.node] += paths[order[i]];
      }
    for (std::size_t i = order.size(); i-- > 1;) {
      const std::uint32_t node = order[i];
      sum.node[node] += half * dependency[node];
      for (const Neighbour& before : neighbours[node]) {
        if (distance[before.node] != distance[node] - 1) continue;
        const double share = paths[before.node] / paths[node] * (weights[node] + dependency[node]);
        sum.edge[before.edge] += half * share;
        dependency[before.node] += share;
      }
    }
  }
  return sum;
}

AttackScores::AttackScores(const network::Network& network, const network::Graph& graph,
                           const std::vector<scenario::Unit>& units)
    : graph_(graph), units_(units), nodes_(network, graph), people_(people(network, nodes_)) {}

bool AttackScores::has_traffic() const {
  return std::ranges::count_if(people_, [](double of_node) { return of_node > 0; }) >= 2;
}

std::vector<std::uint8_t> AttackScores::literals(const std::vector<bool>& removed) const {
  std::vector<std::uint8_t> state(graph_.elements.size() + graph_.gates.size());
  for (std::size_t u = 0; u < units_.size(); ++u)
    for (const Literal element : units_[u].elements) state[element] |= removed[u];
  evaluate(graph_, state);
  return state;
}

// [unit]: the edges up in `state` that are down with the unit removed too.
std::vector<std::vector<std::uint32_t>> AttackScores::taken_edges(const std::vector<bool>& removed,
                                                                 std::vector<std::uint8_t> state) const {
  const std::vector<std::uint8_t> now = state;
  std::vector<std::vector<std::uint32_t>> taken(units_.size());
  for (std::size_t u = 0; u < units_.size(); ++u) {
    if (removed[u]) continue;
    for (const Literal element : units_[u].elements) state[element] = 1;
    evaluate(graph_, state);
    for (std::uint32_t e = 0; e < graph_.edges.size(); ++e)
      if (!now[graph_.edges[e].failed] && state[graph_.edges[e].failed]) taken[u].push_back(e);
    std::copy_n(now.begin(), graph_.elements.size(), state.begin());
  }
  return taken;
}

std::vector<double> AttackScores::betweenness_scores(const std::vector<double>& weights, const std::vector<std::uint8_t>& state,
                                                     const std::vector<std::vector<std::uint32_t>>& taken) const {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> parallel;  // nodes -> edges
  for (std::uint32_t e = 0; e < graph_.edges.size(); ++e) {
    const std::uint32_t a = nodes_.number(graph_.edges[e].from), b = nodes_.number(graph_.edges[e].to);
    if (!state[graph_.edges[e].failed] && a != b) parallel[std::minmax(a, b)].push_back(e);
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const auto& [ends, edges] : parallel) pairs.push_back(ends);
  const Betweenness found = betweenness(weights, pairs);
  std::vector<double> of_edge(graph_.edges.size());
  std::size_t pair = 0;
  for (const auto& [ends, edges] : parallel) {
    for (const std::uint32_t e : edges) of_edge[e] = found.edge[pair] / static_cast<double>(edges.size());
    ++pair;
  }
  std::vector<double> scores;
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const Literal first = units_[u].elements.front();
    const std::uint32_t node = graph_.elements[first].index;
    // A town may have several stations, none of which is the node.
    if (units_[u].kind == experiment::UnitKind::stations && graph_.node_failed[node] == first) {
      scores.push_back(found.node[nodes_.number(network::NodeId{node})]);
      continue;
    }
    double sum = 0;
    for (const std::uint32_t e : taken[u]) sum += of_edge[e];
    scores.push_back(sum);
  }
  return scores;
}

std::vector<std::int64_t> AttackScores::scores(experiment::AttackOrder order, const std::vector<bool>& removed) const {
  const std::vector<std::uint8_t> state = literals(removed);
  const auto taken = taken_edges(removed, state);
  std::vector<double> values;
  if (order == experiment::AttackOrder::betweenness) {
    values = betweenness_scores(std::vector<double>(nodes_.count(), 1), state, taken);
  } else if (order == experiment::AttackOrder::traffic) {
    values = betweenness_scores(people_, state, taken);
  } else {
    for (const auto& edges : taken) {
      double sum = 0;
      for (const std::uint32_t e : edges)
        sum += order == experiment::AttackOrder::degree ? 1 : 1000 * graph_.edges[e].capacity_tbps.value_or(0);
      values.push_back(sum);
    }
  }
  std::vector<std::int64_t> scores;
  for (std::size_t u = 0; u < units_.size(); ++u) scores.push_back(removed[u] ? -1 : std::llround(values[u] * 1e6));
  return scores;
}

}  // namespace kaitei::engine

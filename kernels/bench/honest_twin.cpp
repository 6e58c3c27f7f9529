#include "honest_twin.hpp"

#include <cmath>
#include <numeric>
#include <vector>

#include "xoshiro.hpp"

namespace kaitei::bench {
namespace {

struct Edge {
  std::uint32_t from, to, threshold;
};

template <bool Components>
TwinCounts simulate(const RandomGraph& graph, std::uint64_t trials, std::uint64_t seed) {
  std::vector<Edge> edges;
  for (const auto& edge : graph.edges)
    edges.push_back({edge.from, edge.to, static_cast<std::uint32_t>(std::ldexp(edge.failure_probability, 32))});
  std::vector<std::uint32_t> parent(graph.node_count), size(graph.node_count);
  Xoshiro256 random(seed);
  TwinCounts counts;
  const auto find = [&](std::uint32_t node) {
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
  };
  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    std::iota(parent.begin(), parent.end(), 0u);
    size.assign(size.size(), 1);
    std::uint32_t components = graph.node_count, largest = 1;
    std::uint64_t pair = 0;
    for (std::size_t e = 0; e < edges.size(); ++e) {
      pair = e % 2 == 0 ? random() : pair >> 32;
      if (static_cast<std::uint32_t>(pair) < edges[e].threshold) continue;
      std::uint32_t a = find(edges[e].from), b = find(edges[e].to);
      if (a == b) continue;
      if (size[a] < size[b]) std::swap(a, b);
      parent[b] = a;
      size[a] += size[b];
      if constexpr (Components) {
        --components;
        if (size[a] > largest) largest = size[a];
      }
    }
    counts.disconnected += find(graph.source) != find(graph.target);
    if constexpr (Components) {
      counts.components += components;
      counts.largest += largest;
    }
  }
  return counts;
}

}  // namespace

TwinCounts two_terminal(const RandomGraph& graph, std::uint64_t trials, std::uint64_t seed) {
  return simulate<false>(graph, trials, seed);
}

TwinCounts two_terminal_and_components(const RandomGraph& graph, std::uint64_t trials, std::uint64_t seed) {
  return simulate<true>(graph, trials, seed);
}

}  // namespace kaitei::bench

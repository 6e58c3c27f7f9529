#include "kernels/cuda/phases.hpp"

#include <algorithm>

namespace kaitei::cuda {

std::vector<std::vector<std::uint32_t>> sweep_phases(std::uint32_t node_count, const std::vector<Edge>& edges,
                                                     const std::vector<std::uint32_t>& sources) {
  std::vector<std::vector<std::uint32_t>> neighbours(node_count);
  for (const Edge& edge : edges) {
    if (edge.from == edge.to) continue;
    neighbours[edge.from].push_back(edge.to);
    neighbours[edge.to].push_back(edge.from);
  }
  constexpr std::uint32_t unseen = 0xFFFFFFFFu;
  std::vector<std::uint32_t> distance(node_count, unseen), order;
  for (const std::uint32_t source : sources)
    if (distance[source] == unseen) {
      distance[source] = 0;
      order.push_back(source);
    }
  for (std::size_t i = 0; i < order.size(); ++i)
    for (const std::uint32_t next : neighbours[order[i]])
      if (distance[next] == unseen) {
        distance[next] = distance[order[i]] + 1;
        order.push_back(next);
      }

  std::vector<std::uint32_t> phase(node_count, unseen);
  std::vector<std::vector<std::uint32_t>> phases;
  for (const std::uint32_t node : order) {
    std::uint32_t own = 0;
    std::vector<std::uint32_t> taken;  // by neighbours as far from the sources
    for (const std::uint32_t next : neighbours[node]) {
      if (phase[next] == unseen) continue;
      if (distance[next] < distance[node]) own = std::max(own, phase[next] + 1);
      else taken.push_back(phase[next]);
    }
    std::ranges::sort(taken);
    for (const std::uint32_t other : taken) own += other == own;
    phase[node] = own;
    if (own >= phases.size()) phases.resize(own + 1);
    phases[own].push_back(node);
  }
  return phases;
}

}  // namespace kaitei::cuda

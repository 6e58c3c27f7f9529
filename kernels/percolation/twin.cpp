#include "kernels/percolation/twin.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <queue>
#include <utility>

#include "kernels/percolation/thresholds.hpp"

namespace kaitei::percolation::twin {
namespace {

using Turns = std::array<int, 3>;  // crossings of each axis' seam

Turns turns_of(const Bond& bond, unsigned axes) {
  const std::uint32_t seam = bond.seam();
  if (axes == 2) return {static_cast<int>(seam & 1u), static_cast<int>(seam >> 1), 0};
  return {seam == 1, seam == 2, seam == 3};
}

struct Step {
  std::uint32_t node;
  Turns turns;
};

}  // namespace

std::vector<std::uint32_t> order(std::uint64_t element_count, std::uint64_t key, std::uint64_t sweep) {
  std::vector<std::uint32_t> elements(element_count);
  std::iota(elements.begin(), elements.end(), 0u);
  std::ranges::stable_sort(elements, {}, [&](std::uint32_t e) { return threshold(key, sweep, e); });
  return elements;
}

State state(const Graph& graph, Kind kind, const std::vector<bool>& occupied) {
  const auto has = [&](std::uint32_t node) { return kind == Kind::bond || occupied[node]; };
  std::vector<std::vector<Step>> steps(graph.node_count);
  for (std::size_t i = 0; i < graph.bonds.size(); ++i) {
    const Bond bond = graph.bonds[i];
    if (kind == Kind::bond ? !occupied[i] : !(has(bond.from()) && has(bond.to()))) continue;
    const Turns turns = turns_of(bond, graph.axes);
    steps[bond.from()].push_back({bond.to(), turns});
    steps[bond.to()].push_back({bond.from(), {-turns[0], -turns[1], -turns[2]}});
  }
  State result;
  std::vector<std::optional<Turns>> at(graph.node_count);
  for (std::uint32_t start = 0; start < graph.node_count; ++start) {
    if (!has(start) || at[start]) continue;
    std::uint32_t size = 0, sides = 0;
    std::queue<std::uint32_t> queue({start});
    at[start] = Turns{};
    for (; !queue.empty(); queue.pop(), ++size) {
      const std::uint32_t node = queue.front();
      if (graph.spanning == Spanning::crossing) sides |= graph.sides[node];
      for (const Step& step : steps[node]) {
        Turns there = *at[node];
        for (unsigned a = 0; a < 3; ++a) there[a] += step.turns[a];
        if (!at[step.node]) {
          at[step.node] = there;
          queue.push(step.node);
        }
        for (unsigned a = 0; a < 3; ++a)
          if (graph.spanning == Spanning::wrapping && there[a] != (*at[step.node])[a]) result.spanned_axes |= 1u << a;
      }
    }
    for (unsigned a = 0; a < graph.axes; ++a)
      if (graph.spanning == Spanning::crossing && (sides >> 2 * a & 3u) == 3) result.spanned_axes |= 1u << a;
    ClusterSizes& sizes = result.sizes;
    ++sizes.count;
    sizes.squares += static_cast<std::uint64_t>(size) * size;
    sizes.second_largest = std::max(sizes.second_largest, std::min(size, sizes.largest));
    sizes.largest = std::max(sizes.largest, size);
  }
  return result;
}

std::vector<State> sweep(const Graph& graph, Kind kind, std::uint64_t key, std::uint64_t sweep) {
  const std::size_t count = kind == Kind::bond ? graph.bonds.size() : graph.node_count;
  std::vector<bool> occupied(count, false);
  std::vector<State> states{state(graph, kind, occupied)};
  for (const std::uint32_t element : order(count, key, sweep)) {
    occupied[element] = true;
    states.push_back(state(graph, kind, occupied));
  }
  return states;
}

}  // namespace kaitei::percolation::twin

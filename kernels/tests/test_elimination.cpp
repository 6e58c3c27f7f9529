// Components by elimination, and by search where that would take too many steps.
#include <catch.hpp>

#include <numeric>
#include <vector>

#include "kernels/cpu_backend.hpp"
#include "kernels/elimination.hpp"
#include "kernels/graph_model.hpp"
#include "kernels/twin.hpp"
#include "kernels/word.hpp"

using namespace kaitei;

namespace {

// Edge e fails where literal e does; no node fails.
ComponentOutcome graph(std::uint32_t nodes, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges,
                       std::uint32_t hub) {
  const Literal always_up = static_cast<Literal>(edges.size());
  ComponentOutcome outcome{std::vector<Literal>(nodes, always_up), {}, hub};
  for (std::uint32_t e = 0; e < edges.size(); ++e) outcome.edges.push_back({edges[e].first, edges[e].second, e});
  return outcome;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> complete(std::uint32_t nodes) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t a = 0; a < nodes; ++a)
    for (std::uint32_t b = a + 1; b < nodes; ++b) edges.push_back({a, b});
  return edges;
}

RandomGraph random_graph(std::uint32_t nodes, double failure_probability) {
  RandomGraph graph{.node_count = nodes, .source = 0, .target = nodes - 1, .edges = {}};
  for (const auto& [a, b] : complete(nodes)) graph.edges.push_back({a, b, failure_probability});
  return graph;
}

}  // namespace

TEST_CASE("Elimination gives every state of a small multigraph the components that joining its edges gives") {
  // Two triangles and a tail, an edge twice, an edge from a node to itself, a node alone.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> edges = {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4},
                                                                      {4, 5}, {5, 3}, {5, 6}, {2, 3}, {4, 4}};
  constexpr std::uint32_t nodes = 8, hub = 2;
  const ComponentOutcome outcome = graph(nodes, edges, hub);
  const Elimination elimination(outcome, static_cast<Literal>(edges.size() + 1));
  const EliminationView view = elimination.view();
  REQUIRE(view.nodes.size == nodes);
  CHECK(view.nodes[0].node == hub);
  REQUIRE(std::size_t{1} << edges.size() == trials_per_block);  // state s is trial s

  std::vector<std::uint32_t> failed((edges.size() + 1 + view.row_count) * words_per_block);
  for (std::uint32_t state = 0; state < trials_per_block; ++state)
    for (std::uint32_t e = 0; e < edges.size(); ++e)
      failed[e * words_per_block + state / 32] |= (state >> e & 1u) << state % 32;
  eliminate<Word32>(view, failed.data());

  for (std::uint32_t state = 0; state < trials_per_block; ++state) {
    std::vector<std::uint32_t> parent(nodes);
    std::iota(parent.begin(), parent.end(), 0u);
    const auto find = [&](std::uint32_t node) {
      while (parent[node] != node) node = parent[node];
      return node;
    };
    std::uint32_t expected = nodes;
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
      const std::uint32_t a = find(edges[e].first), b = find(edges[e].second);
      if ((state >> e & 1u) != 0 || a == b) continue;
      parent[a] = b;
      --expected;
    }
    const auto cut = [&](std::uint32_t row) { return (failed[row * words_per_block + state / 32] >> state % 32 & 1u) != 0; };
    std::uint32_t last = 0;
    std::vector<bool> reached(nodes);
    reached[hub] = true;
    for (const EliminationView::Node& at : view.nodes) {
      bool alone = true;
      for (std::uint32_t i = at.first; i < at.end; ++i) {
        alone = alone && cut(view.joined[i].row);
        if (!cut(view.joined[i].row) && reached[view.joined[i].neighbour]) reached[at.node] = true;
      }
      last += alone;
    }
    CAPTURE(state);
    CHECK(last == expected);
    for (std::uint32_t node = 0; node < nodes; ++node) CHECK(reached[node] == (find(node) == find(hub)));
  }
}

TEST_CASE("Elimination is left where it would take more steps than allowed") {
  const ComponentOutcome dense = graph(60, complete(60), 0);  // 60 choose 3 steps and 1770 neighbours, for 1770 edges
  CHECK(Elimination(dense, 1771).view().nodes.size == 0);
  CHECK(Elimination(dense, 1771).view().row_count == 0);
  CHECK(Elimination(dense, 1771, 21).view().nodes.size == 60);
  const ComponentOutcome sparse = graph(4, {{0, 1}, {1, 2}, {2, 3}}, 0);
  CHECK(Elimination(sparse, 65535).view().nodes.size == 0);  // rows are numbered in 16 bits
}

TEST_CASE("Both ways give the twin's tallies") {
  const auto [nodes, eliminated] = GENERATE(std::pair{30u, true}, std::pair{60u, false});
  const double p = GENERATE(0.9, 0.97, 0.99);  // nearly all reached, about half, few
  const Plan plan(make_model(random_graph(nodes, p), {.components = true}, {5, 6}));
  REQUIRE((plan.view().components[0].elimination.nodes.size != 0) == eliminated);
  const TrialRange range{1000, 3000};
  CpuSimulator simulator(plan, widest_native());
  simulator.simulate(range);
  CAPTURE(nodes, p);
  CHECK(simulator.tallies() == twin::simulate(plan.model(), range));
}

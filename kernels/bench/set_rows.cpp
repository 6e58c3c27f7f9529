// Sets of groups of the small graph that fail together: which disconnect the terminals? One set at a time, one set a
// bit, and counted by branching without looking at each.
#include <memory>
#include <numeric>

#include "kernels/cpu_backend.hpp"
#include "kernels/cuts.hpp"
#include "row.hpp"

namespace kaitei::bench {
namespace {

constexpr std::uint64_t sets_per_iteration = 16384;

std::uint32_t find(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

// What one writes first: a union-find over the edges whose group stands.
std::uint64_t lost_sets(const RandomGraph& graph, const CombinationView& sets, std::uint64_t first, std::uint64_t count) {
  std::vector<std::uint32_t> members(sets.size), parent(graph.node_count);
  std::vector<std::uint8_t> failed(sets.elements);
  std::uint64_t lost = 0;
  unrank(sets, first, members.data());
  for (std::uint64_t set = 0; set < count; ++set) {
    for (const std::uint32_t group : members) failed[group] = 1;
    std::iota(parent.begin(), parent.end(), 0u);
    for (const RandomGraph::Edge& edge : graph.edges) {
      if (failed[edge.group]) continue;
      const std::uint32_t a = find(parent, edge.from), b = find(parent, edge.to);
      if (a != b) parent[a] = b;
    }
    lost += find(parent, graph.source) != find(parent, graph.target);
    for (const std::uint32_t group : members) failed[group] = 0;
    std::uint32_t m = 0;  // the next set: raise the lowest member that can rise, and put those below it at the start
    while (m + 1 < members.size() && members[m] + 1 == members[m + 1]) ++m;
    ++members[m];
    std::iota(members.begin(), members.begin() + m, 0u);
  }
  return lost;
}

}  // namespace

std::vector<Row> set_rows(const Options& options) {
  std::vector<Row> rows;
  const Units units = groups(options.graph);
  for (const std::uint32_t k : {5u, 6u}) {
    if (units.size() <= k) continue;  // a graph without groups
    Model model = with_units(make_model(options.graph, {}, {}), units);
    const auto whole = std::make_shared<const Model>(model);
    model.set_size = k;
    const auto plan = std::make_shared<const Plan>(std::move(model));
    const std::uint64_t all = plan->view().combinations.sets();
    if (all < 2 * sets_per_iteration) continue;

    Row row;
    row.section = "sets of " + std::to_string(k) + " of " + std::to_string(units.size()) + " groups";
    row.unit = "sets";
    row.items_per_iteration = static_cast<double>(sets_per_iteration);
    row.whole = static_cast<double>(all);
    row.answer = "share that disconnects";
    // Pieces of the enumeration, from its start again when they reach its end.
    const auto piece = [all](std::uint64_t n, std::uint64_t r, std::uint64_t i) {
      return (r * n + i) * sets_per_iteration % (all - sets_per_iteration);
    };
    const auto share = [](std::uint64_t lost, std::uint64_t n) {
      return static_cast<double>(lost) / static_cast<double>(n * sets_per_iteration);
    };
    row.name = "twin";
    row.run = [graph = options.graph, plan, piece, share](std::uint64_t n, std::uint64_t r) {
      std::uint64_t lost = 0;
      for (std::uint64_t i = 0; i < n; ++i)
        lost += lost_sets(graph, plan->view().combinations, piece(n, r, i), sets_per_iteration);
      return share(lost, n);
    };
    rows.push_back(row);
    row.name = "enumeration, a set a bit";
    row.baseline = row.partner = "twin";
    row.run = [plan, piece, share](std::uint64_t n, std::uint64_t r) {
      CpuSimulator simulator(*plan);
      for (std::uint64_t i = 0; i < n; ++i) simulator.simulate({piece(n, r, i), sets_per_iteration});
      return share(simulator.tallies().disconnected[0], n);
    };
    rows.push_back(row);
    row.name = "branching";
    row.partner = "";
    row.items_per_iteration = static_cast<double>(all);
    row.run = [whole, k](std::uint64_t n, std::uint64_t) {
      double answer = 0;
      for (std::uint64_t i = 0; i < n; ++i) {
        Survival survival(*whole, {});
        const CutCounts counts = count_cuts(survival, {.size = k});
        answer = static_cast<double>(counts.lost[k]) / static_cast<double>(counts.sets[k]);
      }
      return answer;
    };
    rows.push_back(row);
  }
  return rows;
}

}  // namespace kaitei::bench

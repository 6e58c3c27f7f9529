#include "engine/joining.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "kernels/reach_task.hpp"

namespace kaitei::engine {
namespace {

// A round bin width (1, 2 or 5 times a power of ten) that needs at most 200 bins.
std::uint64_t bin_width(std::uint64_t total) {
  for (std::uint64_t decade = 1;; decade *= 10)
    for (const std::uint64_t step : {1, 2, 5})
      if (total / (decade * step) < 200) return decade * step;
}

ReachNumbering landside(Model& model, const std::vector<std::uint32_t>& set, const std::vector<Edge>& edges,
                        const GraphNodes& nodes) {
  ReachRequest request{nodes.count(), edges, {}, {}};
  const std::vector<bool> reach = intact_reach(nodes.count(), edges, set);
  for (const std::uint32_t node : set) request.sources.push_back({node, nodes.failed(node)});
  std::erase_if(request.edges, [&](const Edge& edge) { return !reach[edge.from]; });
  return add_reach_task(model, request, Contraction::off);
}

}  // namespace

JoiningLabel add_joining(Model& model, const experiment::Joining& outcome, const std::vector<std::uint32_t>& from,
                         const std::vector<std::uint32_t>& to, const GraphNodes& nodes,
                         const network::Network& network, const network::Graph& graph) {
  const std::vector<bool> everywhere(nodes.count(), true);
  const std::vector<Edge> backhaul = nodes.edges(
      everywhere, [](const network::GraphEdge& edge) { return edge.link == network::LinkKind::backhaul; });
  const std::vector<bool> near = intact_reach(nodes.count(), backhaul, from);
  const std::vector<bool> far = intact_reach(nodes.count(), backhaul, to);

  std::vector<const network::GraphEdge*> candidates;
  for (const network::GraphEdge& edge : graph.edges) {
    if (!edge.system) continue;
    const std::uint32_t a = nodes.number(edge.from), b = nodes.number(edge.to);
    if ((near[a] && far[b]) || (near[b] && far[a])) candidates.push_back(&edge);
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto* a, const auto* b) { return *a->system < *b->system; });

  const ReachNumbering in_a = landside(model, from, backhaul, nodes), in_b = landside(model, to, backhaul, nodes);
  JoiningOutcome kernel{in_a.task, in_b.task, 0, {}, 1, 0};
  JoiningLabel label{outcome.name, outcome.from, outcome.to, {}, 1, 0, 0, outcome.fewer_than, 0};
  std::optional<network::SystemId> current;
  for (const network::GraphEdge* edge : candidates) {
    if (current != edge->system) {
      current = edge->system;
      label.systems.push_back(network[*current].id);
      ++kernel.system_count;
    }
    const std::uint32_t a = nodes.number(edge->from), b = nodes.number(edge->to);
    const std::uint64_t gbps =
        edge->capacity_tbps ? static_cast<std::uint64_t>(std::llround(*edge->capacity_tbps * 1000)) : 0;
    label.routes_without_capacity += edge->capacity_tbps ? 0u : 1u;
    label.routes_with_imputed_capacity += edge->capacity_prior ? 1u : 0u;
    kernel.total_gbps += gbps;
    kernel.routes.push_back({edge->failed, in_a.number[a], in_b.number[b], in_a.number[b], in_b.number[a],
                             kernel.system_count - 1, gbps});
  }
  kernel.bin_width_gbps = bin_width(kernel.total_gbps);
  label.bin_width_gbps = kernel.bin_width_gbps;
  label.total_gbps = kernel.total_gbps;
  model.joining.push_back(std::move(kernel));
  return label;
}

}  // namespace kaitei::engine

// Random multigraph models that ask every question: the common input of the twin tests.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "kernels/model.hpp"
#include "kernels/reach_task.hpp"
#include "kernels/sampler.hpp"

namespace kaitei::testing {

struct RandomModelSettings {
  std::uint32_t nodes = 12, edges = 20;
  double density = 0.2;  // scale of the failure probabilities
  Contraction contraction = Contraction::on;
};

inline Model random_model(std::uint64_t seed, const RandomModelSettings& settings) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  const auto probability = [&]() -> double {
    switch (below(8)) {
      case 0: return 0;
      case 1: return below(8) == 0 ? 1 : 0.5;
      case 2: return std::ldexp(1.0, -static_cast<int>(3 + below(40)));
      default: return settings.density * static_cast<double>(random() >> 11) * 0x1p-53;
    }
  };
  Model model;
  model.keys = {random(), random()};
  const std::uint32_t element_count = settings.edges + settings.nodes / 2;
  for (std::uint32_t e = 0; e < element_count; ++e) model.elements.push_back(make_sampler(random(), probability()));

  std::vector<Literal> literals;
  for (Literal e = 0; e < element_count; ++e) literals.push_back(e);
  for (int g = 0; g < 6; ++g) {
    std::vector<Literal> inputs;
    for (std::uint32_t i = below(4); i > 0; --i) inputs.push_back(literals[below(static_cast<std::uint32_t>(literals.size()))]);
    const GateKind kind = inputs.empty() || below(2) == 0 ? GateKind::all_up : GateKind::any_up;
    literals.push_back(add_gate(model, kind, inputs));
  }
  const Literal always_up = add_gate(model, GateKind::all_up, {});

  ComponentOutcome components;
  for (std::uint32_t node = 0; node < settings.nodes; ++node)
    components.node_failed.push_back(below(2) == 0 ? always_up : literals[below(element_count)]);
  for (std::uint32_t e = 0; e < settings.edges; ++e) {
    const std::uint32_t from = below(settings.nodes), to = below(settings.nodes);
    const Literal own = literals[below(static_cast<std::uint32_t>(literals.size()))];
    components.edges.push_back(
        {from, to, add_gate(model, GateKind::all_up, {own, components.node_failed[from], components.node_failed[to]})});
  }
  components.hub = below(settings.nodes);

  const auto sources = [&](std::uint32_t count) {
    std::vector<ReachTask::Source> chosen;
    for (std::uint32_t node = below(3); node < settings.nodes && chosen.size() < count; node += 1 + below(4))
      chosen.push_back({node, components.node_failed[node]});
    return chosen;
  };
  for (int c = 0; c < 4; ++c) {
    ReachRequest request{settings.nodes, components.edges, sources(1 + below(2)), {},
                         c % 2 == 0 ? EdgeSet::own : EdgeSet::of_components};
    const std::uint32_t target_count = 1 + below(3);
    for (std::uint32_t t = 0; t < target_count; ++t) request.targets.push_back(below(settings.nodes));
    const ReachNumbering numbering = add_reach_task(model, request, settings.contraction);
    ConnectivityOutcome outcome{numbering.task, {}, below(2) == 0 ? Quantifier::any : Quantifier::all};
    for (const std::uint32_t target : request.targets) outcome.targets.push_back(numbering.number[target]);
    model.connectivity.push_back(outcome);
  }
  const ReachNumbering a = add_reach_task(
      model, {settings.nodes, components.edges, sources(2), {}, EdgeSet::of_components}, Contraction::on);
  const ReachNumbering b = add_reach_task(model, {settings.nodes, components.edges, sources(3), {}}, Contraction::on);
  JoiningOutcome joining{a.task, b.task, 3, {}, 0, 0};
  for (std::uint32_t r = 0; r < 9; ++r) {
    const Edge& edge = components.edges[below(settings.edges)];
    const std::uint64_t gbps = below(4) == 0 ? 0 : 1 + below(5000);
    joining.routes.push_back(
        {edge.failed, a.number[edge.from], b.number[edge.to], a.number[edge.to], b.number[edge.from], r / 3, gbps});
    joining.total_gbps += gbps;
  }
  joining.bin_width_gbps = joining.total_gbps / 50 + 1;
  model.joining.push_back(joining);
  model.set_reach.push_back({a.task});
  model.components.push_back(components);
  return model;
}

// For so many trials, lists of up to five elements, repeated ones among them; every third is empty.
inline FailureLists random_lists(const Model& model, std::uint64_t first_trial, std::uint32_t trials, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  FailureLists lists{.first_trial = first_trial, .first = {0}};
  for (std::uint32_t t = 0; t < trials; ++t) {
    for (std::uint64_t i = t % 3 == 0 ? 0 : random() % 6; i > 0; --i)
      lists.members.push_back(static_cast<std::uint32_t>(random() % model.elements.size()));
    lists.first.push_back(static_cast<std::uint32_t>(lists.members.size()));
  }
  return lists;
}

}  // namespace kaitei::testing

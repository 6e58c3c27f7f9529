#include "kernels/graph_model.hpp"

#include <istream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "kernels/sampler.hpp"

namespace kaitei {

Model make_model(const RandomGraph& graph, const GraphQuestions& questions, SamplerKeys keys) {
  Model model;
  model.keys = keys;
  model.importance = questions.importance;
  model.elements_failed = questions.elements_failed;
  model.element_failed = questions.element_failed;
  ReachRequest request{.node_count = graph.node_count, .edges = {}, .sources = {}, .targets = {},
                       .edge_set = questions.components ? EdgeSet::of_components : EdgeSet::own};
  for (std::uint32_t e = 0; e < graph.edges.size(); ++e) {
    model.elements.push_back(make_sampler(e, graph.edges[e].failure_probability));
    request.edges.push_back({graph.edges[e].from, graph.edges[e].to, e});
  }
  const Literal always_up = add_gate(model, GateKind::all_up, {});
  request.sources.push_back({graph.source, always_up});

  const auto ask = [&](std::vector<std::uint32_t> targets, Quantifier quantifier) {
    request.targets = std::move(targets);
    const ReachNumbering numbering = add_reach_task(model, request, questions.contraction);
    ConnectivityOutcome outcome{numbering.task, {}, quantifier};
    for (const std::uint32_t target : request.targets) outcome.targets.push_back(numbering.number[target]);
    model.connectivity.push_back(outcome);
  };
  if (questions.source_target) ask({graph.target}, Quantifier::any);
  if (questions.all_terminal) {
    std::vector<std::uint32_t> everyone;
    for (std::uint32_t node = 0; node < graph.node_count; ++node) everyone.push_back(node);
    ask(std::move(everyone), Quantifier::all);
  }
  if (questions.components) {
    std::vector<std::uint32_t> degree(graph.node_count);
    std::uint32_t hub = 0;
    for (const Edge& edge : request.edges)
      for (const std::uint32_t node : {edge.from, edge.to})
        if (++degree[node] > degree[hub]) hub = node;
    model.components.push_back({std::vector<Literal>(graph.node_count, always_up),
                                breadth_first(graph.node_count, request.edges, {hub}), hub});
  }
  return model;
}

Units groups(const RandomGraph& graph) {
  Units groups;
  for (Literal e = 0; e < graph.edges.size(); ++e) {
    const std::uint32_t group = graph.edges[e].group;
    if (group >= groups.size()) groups.resize(group + 1);
    groups[group].push_back(e);
  }
  return groups;
}

RandomGraph read_graph(std::istream& in) {
  RandomGraph graph;
  std::size_t edge_count = 0, line_number = 0;
  bool header = true;
  const auto fail = [&](const std::string& what) {
    throw std::runtime_error("graph file, line " + std::to_string(line_number) + ": " + what);
  };
  for (std::string line; std::getline(in, line);) {
    ++line_number;
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    if (header) {
      if (!(fields >> graph.node_count >> edge_count >> graph.source >> graph.target)) fail("not four integers");
      if (graph.source >= graph.node_count || graph.target >= graph.node_count) fail("a terminal is not a node");
      header = false;
      continue;
    }
    RandomGraph::Edge edge;
    if (!(fields >> edge.from >> edge.to >> edge.failure_probability)) fail("not an edge");
    if (edge.from >= graph.node_count || edge.to >= graph.node_count) fail("an edge ends outside the graph");
    if (!(edge.failure_probability >= 0 && edge.failure_probability <= 1)) fail("a probability outside [0, 1]");
    double capacity = 0;
    if (!(fields >> capacity >> edge.group)) edge.group = 0;
    graph.edges.push_back(edge);
  }
  if (header || graph.edges.size() != edge_count) fail("the number of edges differs from the header's");
  return graph;
}

}  // namespace kaitei

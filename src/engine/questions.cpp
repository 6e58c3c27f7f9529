#include "engine/questions.hpp"

#include <algorithm>

#include "engine/graph_nodes.hpp"
#include "engine/joining.hpp"
#include "errors.hpp"
#include "experiment/words.hpp"
#include "kernels/reach_task.hpp"
#include "kernels/sampler.hpp"
#include "network/element_hash.hpp"

namespace kaitei::engine {
namespace {

using experiment::Connectivity;
using experiment::Definition;
using experiment::Experiment;
using network::Graph;
using network::Network;

class Poser {
 public:
  Poser(const Experiment& experiment, const Network& network, const Graph& graph,
        const std::vector<double>& probabilities)
      : experiment_(experiment), network_(network), graph_(graph), nodes_(network, graph),
        sets_(terminal_sets(experiment, network)) {
    Model& model = questions_.model;
    const std::uint64_t seed = experiment.run.seed;
    model.keys = {network::sampler_key(seed, "failure"), network::sampler_key(seed, "failure-sparse")};
    for (std::size_t e = 0; e < graph.elements.size(); ++e)
      model.elements.push_back(make_sampler(network::element_hash(graph.elements[e].id), probabilities[e]));
    model.gates = graph.gates;
    model.importance = experiment.outcomes.importance;
    model.elements_failed = model.element_failed = experiment.outcomes.element_counts;
  }

  Questions run() {
    for (const Connectivity& outcome : experiment_.outcomes.connectivity)
      for (const Definition definition : outcome.definitions) ask(outcome, definition);
    for (const experiment::Joining& outcome : experiment_.outcomes.joining)
      questions_.joining.push_back(
          add_joining(questions_.model, outcome, numbers(outcome.from), numbers(outcome.to), nodes_, network_, graph_));
    if (experiment_.outcomes.components) ask_components();
    return std::move(questions_);
  }

 private:
  std::vector<std::uint32_t> numbers(const std::string& set_name) const {
    const auto set = std::find_if(sets_.begin(), sets_.end(), [&](const auto& s) { return s.name == set_name; });
    if (set == sets_.end()) throw UsageError("unknown terminal set \"" + set_name + "\"");
    std::vector<std::uint32_t> numbers;
    for (const network::NodeId id : set->nodes) numbers.push_back(nodes_.number(id));
    return numbers;
  }

  // Nodes a path may use under the definition: direct, those of the two ends' countries; partner, the partners' too;
  // any, all of them; never those of an excluded country.
  std::vector<bool> allowed(const Connectivity& outcome, Definition definition) const {
    const std::set<std::string> excluded(outcome.excluded_countries.begin(), outcome.excluded_countries.end());
    std::vector<bool> allowed = nodes_.outside_countries(excluded);
    if (definition == Definition::any) return allowed;
    std::set<std::string> countries;
    for (const auto& end : {outcome.from, outcome.to})
      for (const std::uint32_t node : numbers(end)) countries.insert(network_[nodes_.node(node)].country);
    if (definition == Definition::partner)
      countries.insert(outcome.partner_countries.begin(), outcome.partner_countries.end());
    const std::vector<bool> inside = nodes_.in_countries(countries);
    for (std::size_t i = 0; i < allowed.size(); ++i) allowed[i] = allowed[i] && inside[i];
    return allowed;
  }

  void ask(const Connectivity& outcome, Definition definition) {
    const std::vector<bool> may_use = allowed(outcome, definition);
    std::vector<std::uint32_t> sources = numbers(outcome.from), targets = numbers(outcome.to);
    for (const std::uint32_t node : sources) require_allowed(outcome, may_use, node);
    for (const std::uint32_t node : targets) require_allowed(outcome, may_use, node);
    const bool all = outcome.quantifier == experiment::Quantifier::all;
    if (all) {  // from one node to every other of both sets
      targets.insert(targets.end(), sources.begin(), sources.end());
      sources.resize(1);
    }
    ReachRequest request{nodes_.count(), nodes_.edges(may_use, [](const auto&) { return true; }), {}, targets,
                         edge_set(std::ranges::find(may_use, false) == may_use.end())};
    for (const std::uint32_t node : sources) request.sources.push_back({node, nodes_.failed(node)});
    const ReachNumbering numbering = add_reach_task(questions_.model, request, Contraction::on);
    ConnectivityOutcome kernel{numbering.task, {}, all ? Quantifier::all : Quantifier::any};
    for (const std::uint32_t node : targets) kernel.targets.push_back(numbering.number[node]);
    questions_.model.connectivity.push_back(kernel);
    questions_.connectivity.push_back({outcome.name + "/" + std::string(word(definition)), outcome.from, outcome.to,
                                       definition, outcome.quantifier});
  }

  EdgeSet edge_set(bool whole_network) const {
    return whole_network && experiment_.outcomes.components ? EdgeSet::of_components : EdgeSet::own;
  }

  void require_allowed(const Connectivity& outcome, const std::vector<bool>& may_use, std::uint32_t node) const {
    if (may_use[node]) return;
    throw UsageError("connectivity \"" + outcome.name + "\" excludes " + network_[nodes_.node(node)].country +
                     " (the country of its own terminal " + network_[nodes_.node(node)].id +
                     "); take it off excluded_countries");
  }

  void ask_components() {
    Model& model = questions_.model;
    const std::vector<Edge> edges = nodes_.edges();
    ComponentOutcome components;
    for (std::uint32_t n = 0; n < nodes_.count(); ++n) components.node_failed.push_back(nodes_.failed(n));
    std::vector<std::uint32_t> degree(nodes_.count());
    for (const Edge& edge : edges)
      for (const std::uint32_t node : {edge.from, edge.to})
        if (++degree[node] > degree[components.hub]) components.hub = node;
    components.edges = breadth_first(nodes_.count(), edges, {components.hub});
    model.components.push_back(std::move(components));
    for (const network::TerminalSet& set : sets_) {
      ReachRequest request{nodes_.count(), edges, {}, {}, EdgeSet::of_components};
      for (const std::uint32_t node : numbers(set.name)) request.sources.push_back({node, nodes_.failed(node)});
      model.set_reach.push_back({add_reach_task(model, request, Contraction::off).task});
      questions_.reach_sets.push_back(set.name);
    }
  }

  const Experiment& experiment_;
  const Network& network_;
  const Graph& graph_;
  GraphNodes nodes_;
  std::vector<network::TerminalSet> sets_;
  Questions questions_;
};

}  // namespace

std::vector<network::TerminalSet> terminal_sets(const Experiment& experiment, const Network& network) {
  std::vector<network::TerminalSet> sets;
  for (const network::TerminalSet& set : network.terminal_sets)
    if (!experiment.terminal_sets.contains(set.name)) sets.push_back(set);
  for (const auto& [name, ids] : experiment.terminal_sets) {
    network::TerminalSet set{name, {}};
    for (const std::string& id : ids) {
      const auto node = network.find_node(id);
      if (!node) throw UsageError("terminal set \"" + name + "\" names the unknown node \"" + id + "\"");
      set.nodes.push_back(*node);
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

Questions pose(const Experiment& experiment, const Network& network, const Graph& graph,
               const std::vector<double>& probabilities) {
  return Poser(experiment, network, graph, probabilities).run();
}

}  // namespace kaitei::engine

#include "kernels/survival.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace kaitei {
namespace {

constexpr std::uint32_t down = ~0u, unreached = ~0u, none = ~0u;
constexpr std::uint32_t costliest = 1000;  // dearer conditions count as this, so that the queue stays short

}  // namespace

// Keeps of the model what the loss depends on.
class SurvivalBuilder {
 public:
  SurvivalBuilder(Survival& survival, const Model& model)
      : survival_(survival), model_(model), condition_(model.literal_count(), none) {}

  std::uint32_t condition(Literal literal) {
    if (condition_[literal] != none) return condition_[literal];
    Survival::Condition made;
    std::vector<std::uint32_t> inputs;
    if (literal < model_.elements.size()) {
      inputs = {literal};
    } else {
      const Gate& gate = model_.gates[literal - model_.elements.size()];
      made.kind = gate.kind == GateKind::all_up ? Survival::Condition::Kind::all_up : Survival::Condition::Kind::any_up;
      for (const Literal input : gate.inputs) inputs.push_back(condition(input));
    }
    made.first = static_cast<std::uint32_t>(survival_.inputs_.size());
    survival_.inputs_.insert(survival_.inputs_.end(), inputs.begin(), inputs.end());
    made.last = static_cast<std::uint32_t>(survival_.inputs_.size());
    survival_.conditions_.push_back(made);
    return condition_[literal] = static_cast<std::uint32_t>(survival_.conditions_.size() - 1);
  }

  void add(const ReachTask& task) {
    Survival::Task made;
    made.first_arc.assign(task.node_count + 2, 0);
    for (const Edge& edge : task.edges) {
      ++made.first_arc[edge.from + 1];
      ++made.first_arc[edge.to + 1];
    }
    for (std::size_t i = 1; i < made.first_arc.size(); ++i) made.first_arc[i] += made.first_arc[i - 1];
    made.arcs.resize(2 * task.edges.size());
    std::vector<std::uint32_t> next = made.first_arc;
    for (const Edge& edge : task.edges) {
      const std::uint32_t decides = condition(edge.failed);
      made.arcs[next[edge.from]++] = {edge.to, decides};
      made.arcs[next[edge.to]++] = {edge.from, decides};
    }
    for (const ReachTask::Source& source : task.sources) made.sources.push_back({source.node, condition(source.failed)});
    for (auto* table : {&made.distance, &made.parent, &made.condition}) table->resize(task.node_count + 1);
    survival_.tasks_.push_back(std::move(made));
  }

 private:
  Survival& survival_;
  const Model& model_;
  std::vector<std::uint32_t> condition_;  // [literal]
};

Survival::Survival(const Model& model, const Loss& loss)
    : element_count_(static_cast<std::uint32_t>(model.elements.size())), loss_(loss) {
  SurvivalBuilder builder(*this, model);
  const bool connectivity = loss.kind == Loss::Kind::disconnected;
  if (loss.outcome >= (connectivity ? model.connectivity.size() : model.joining.size()))
    throw std::invalid_argument("the loss names what is no outcome of the model");
  if (connectivity) {
    const ConnectivityOutcome& outcome = model.connectivity[loss.outcome];
    builder.add(model.tasks.at(outcome.task));
    quantifier_ = outcome.quantifier;
    wanted_.resize(tasks_[0].distance.size());
    for (const std::uint32_t target : outcome.targets) wanted_.at(target) = 1;
    wanted_count_ = static_cast<std::uint32_t>(std::ranges::count(wanted_, 1));
  } else {
    const JoiningOutcome& outcome = model.joining[loss.outcome];
    builder.add(model.tasks.at(outcome.task_a));
    builder.add(model.tasks.at(outcome.task_b));
    for (const JoiningOutcome::Route& route : outcome.routes)
      routes_.push_back({builder.condition(route.failed), route.from_in_a, route.to_in_b, route.to_in_a,
                         route.from_in_b, route.system});
  }
  cost_.resize(conditions_.size());
  condition_mark_.resize(conditions_.size());
  element_mark_.resize(element_count_);
}

bool Survival::find(std::span<const ElementState> state, std::vector<std::uint32_t>& witness) {
  ++searches_;
  witness.clear();
  evaluate(state);
  return loss_.kind == Loss::Kind::disconnected ? find_targets(state, witness) : find_systems(state, witness);
}

void Survival::evaluate(std::span<const ElementState> state) {
  for (std::size_t c = 0; c < conditions_.size(); ++c) {
    const Condition& condition = conditions_[c];
    std::uint32_t cost = condition.kind == Condition::Kind::any_up ? down : 0;
    for (std::uint32_t i = condition.first; i < condition.last; ++i) {
      const std::uint32_t input = inputs_[i];
      if (condition.kind == Condition::Kind::any_up) {
        cost = std::min(cost, cost_[input]);
        continue;
      }
      const std::uint32_t more = condition.kind == Condition::Kind::all_up ? cost_[input]
                                 : state[input] == ElementState::failed       ? down
                                                                           : state[input] == ElementState::up;
      cost = more == down ? down : std::min(cost + more, costliest);
      if (cost == down) break;
    }
    cost_[c] = cost;
  }
}

void Survival::reach(Task& task, std::uint32_t node, std::uint32_t distance, std::uint32_t parent,
                     std::uint32_t condition) {
  if (distance >= task.distance[node]) return;
  task.distance[node] = distance;
  task.parent[node] = parent;
  task.condition[node] = condition;
  if (distance >= buckets_.size()) buckets_.resize(distance + 1);
  buckets_[distance].push_back(node);
  nearest_ = std::min<std::size_t>(nearest_, distance);
}

template <class F>
bool Survival::spread(Task& task, F&& on_settled) {
  for (auto& bucket : buckets_) bucket.clear();
  std::ranges::fill(task.distance, unreached);
  for (const Source& source : task.sources)
    if (cost_[source.condition] != down) reach(task, source.node, cost_[source.condition], none, source.condition);
  for (nearest_ = 0; nearest_ < buckets_.size();) {
    if (buckets_[nearest_].empty()) {
      ++nearest_;
      continue;
    }
    const std::size_t distance = nearest_;
    const std::uint32_t node = buckets_[distance].back();
    buckets_[distance].pop_back();
    if (task.distance[node] != distance) continue;
    if (on_settled(node)) return true;
    for (std::uint32_t a = task.first_arc[node]; a < task.first_arc[node + 1]; ++a) {
      const std::uint32_t cost = cost_[task.arcs[a].condition];
      // on_settled may have drawn the node nearer.
      if (cost != down) reach(task, task.arcs[a].to, task.distance[node] + cost, node, task.arcs[a].condition);
    }
  }
  return false;
}

bool Survival::find_targets(std::span<const ElementState> state, std::vector<std::uint32_t>& witness) {
  Task& task = tasks_[0];
  if (quantifier_ == Quantifier::any)
    return spread(task, [&](std::uint32_t node) {
      if (!wanted_[node]) return false;
      justify_way(task, node, state, witness);
      return true;
    });
  std::uint32_t left = wanted_count_;
  if (left == 0) return true;
  missing_ = wanted_;
  return spread(task, [&](std::uint32_t node) {
    if (!missing_[node]) return false;
    justify_way(task, node, state, witness);
    for (std::uint32_t at = node; at != none;) {  // what is joined costs nothing more
      const std::uint32_t before = task.parent[at];
      left -= missing_[at];
      missing_[at] = 0;
      task.parent[at] = none;
      task.condition[at] = none;
      if (task.distance[at] != 0) {
        task.distance[at] = 0;
        buckets_[0].push_back(at);
        nearest_ = 0;
      }
      at = before;
    }
    return left == 0;
  });
}

bool Survival::find_systems(std::span<const ElementState> state, std::vector<std::uint32_t>& witness) {
  for (Task& task : tasks_) spread(task, [](std::uint32_t) { return false; });
  const auto sum = [](auto... terms) { return ((terms == down) || ...) ? down : (terms + ...); };
  struct Choice {
    std::uint32_t cost = down, condition = 0, in_a = 0, in_b = 0;
  };
  std::vector<Choice> choices;  // the cheapest route of each system that joins
  for (std::size_t i = 0; i < routes_.size();) {
    Choice best;
    const std::uint32_t system = routes_[i].system;
    for (; i < routes_.size() && routes_[i].system == system; ++i) {
      const Route& r = routes_[i];
      for (const auto& [in_a, in_b] : {std::pair(r.from_in_a, r.to_in_b), std::pair(r.to_in_a, r.from_in_b)}) {
        const std::uint32_t cost = sum(cost_[r.condition], tasks_[0].distance[in_a], tasks_[1].distance[in_b]);
        if (cost < best.cost) best = {cost, r.condition, in_a, in_b};
      }
    }
    if (best.cost != down) choices.push_back(best);
  }
  systems_joining_ = choices.size();
  if (systems_joining_ < loss_.fewer_than) return false;
  std::ranges::stable_sort(choices, {}, &Choice::cost);
  for (std::uint32_t i = 0; i < loss_.fewer_than; ++i) {
    justify(choices[i].condition, state, witness);
    justify_way(tasks_[0], choices[i].in_a, state, witness);
    justify_way(tasks_[1], choices[i].in_b, state, witness);
  }
  return true;
}

void Survival::justify(std::uint32_t condition, std::span<const ElementState> state, std::vector<std::uint32_t>& witness) {
  if (cost_[condition] == 0 || condition_mark_[condition] == searches_) return;
  condition_mark_[condition] = searches_;
  const Condition& c = conditions_[condition];
  const std::span inputs(inputs_.data() + c.first, c.last - c.first);
  if (c.kind == Condition::Kind::any_up)
    return justify(*std::ranges::min_element(inputs, {}, [&](std::uint32_t i) { return cost_[i]; }), state, witness);
  for (const std::uint32_t input : inputs) {
    if (c.kind == Condition::Kind::all_up) {
      justify(input, state, witness);
    } else if (state[input] == ElementState::up && element_mark_[input] != searches_) {
      element_mark_[input] = searches_;
      witness.push_back(input);
    }
  }
}

void Survival::justify_way(const Task& task, std::uint32_t node, std::span<const ElementState> state,
                           std::vector<std::uint32_t>& witness) {
  for (std::uint32_t at = node; at != none; at = task.parent[at])
    if (task.condition[at] != none) justify(task.condition[at], state, witness);
}

}  // namespace kaitei

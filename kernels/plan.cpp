#include "kernels/plan.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace kaitei {
namespace {

// Sorts the steps of a sweep by how many must come before: first those of nodes that only read where the sweep starts,
// of each node its first step, then its second one; and so on. Every step still follows those that write what it reads.
void bring_together(std::uint32_t node_count, std::vector<Pull>& sweep) {
  std::vector<std::uint32_t> level(node_count), steps(node_count);
  for (const Pull& pull : sweep) level[pull.node] = std::max(level[pull.node], level[pull.neighbour] + 1);
  std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, Pull>> keyed;
  for (const Pull& pull : sweep) keyed.push_back({{level[pull.node], steps[pull.node]++}, pull});
  std::ranges::stable_sort(keyed, {}, [](const auto& entry) { return entry.first; });
  std::ranges::transform(keyed, sweep.begin(), [](const auto& entry) { return entry.second; });
}

void require(bool holds, const std::string& what) {
  if (!holds) throw std::invalid_argument("model: " + what + " is out of range");
}

}  // namespace

Adjacency::Adjacency(std::uint32_t node_count, const std::vector<Edge>& edges)
    : first_(std::size_t{node_count} + 1), neighbours_(2 * edges.size()) {
  std::vector<std::size_t> place(node_count);  // in the order in which the edges meet the nodes
  std::size_t met = 0;
  for (const Edge& edge : edges)
    for (const std::uint32_t node : {edge.from, edge.to})
      if (++first_[node + 1] == 1) place[node] = met++;
  for (std::size_t node = 0; node < node_count; ++node) first_[node + 1] += first_[node];
  std::vector<std::uint32_t> next = first_;
  for (const Edge& edge : edges) {
    neighbours_[next[edge.from]++] = {edge.to, edge.failed};
    neighbours_[next[edge.to]++] = {edge.from, edge.failed};
    if (edge.from == edge.to) continue;
    const bool in_order = place[edge.from] < place[edge.to];
    const std::uint32_t before = in_order ? edge.from : edge.to, after = in_order ? edge.to : edge.from;
    forwards_.push_back({after, before, edge.failed});
    backwards_.push_back({before, after, edge.failed});
  }
  std::ranges::stable_sort(forwards_, {}, [&](const Pull& pull) { return place[pull.node]; });
  std::ranges::stable_sort(backwards_, std::greater{}, [&](const Pull& pull) { return place[pull.node]; });
  bring_together(node_count, forwards_);
  bring_together(node_count, backwards_);
}

AdjacencyView Adjacency::view() const {
  return {slice(first_), slice(neighbours_), slice(forwards_), slice(backwards_)};
}

Plan::Plan(Model model) : model_(std::move(model)) {
  check();
  std::uint32_t slots = 0;
  for (const Gate& gate : model_.gates) gates_.push_back({gate.kind, slice(gate.inputs)});
  for (const ReachTask& task : model_.tasks) {
    adjacencies_.emplace_back(task.node_count, task.edges);
    tasks_.push_back({task.node_count, slots, slice(task.sources), slice(task.edges), adjacencies_.back().view(),
                      slice(task.early_exit),
                      model_.components.empty() ? Slice<std::uint32_t>{} : slice(task.component_node)});
    slots += task.node_count + 1;
  }
  for (const ConnectivityOutcome& outcome : model_.connectivity)
    connectivity_.push_back({outcome.task, slice(outcome.targets), outcome.quantifier});
  for (const JoiningOutcome& outcome : model_.joining)
    joining_.push_back({outcome.task_a, outcome.task_b, outcome.system_count, outcome.bin_width_gbps,
                        outcome.total_gbps, slice(outcome.routes)});
  for (const SetReachOutcome& outcome : model_.set_reach) set_reach_.push_back(outcome.task);

  for (const ComponentOutcome& outcome : model_.components) {
    adjacencies_.emplace_back(static_cast<std::uint32_t>(outcome.node_failed.size()), outcome.edges);
    elimination_.emplace(outcome, model_.literal_count());
    components_.push_back({outcome.hub, slice(outcome.node_failed), slice(outcome.edges), adjacencies_.back().view(),
                           elimination_->view()});
  }

  for (const ElementSampler& sampler : model_.elements) {
    FirstBits& first = first_bits_.emplace_back();
    for (std::uint32_t i = 0; i < first_bit_count; ++i)
      first.bit[i] = 0u - static_cast<std::uint32_t>(sampler.threshold >> (63 - i) & 1);
  }
  all_elements_.resize(model_.elements.size());
  std::iota(all_elements_.begin(), all_elements_.end(), 0u);
  stages_ = make_stages(model_);
  // Elements of one sampler stand together, so that its table stays in the cache.
  const auto by_sampler = [&](std::uint32_t a, std::uint32_t b) {
    const ElementSampler &x = model_.elements[a], &y = model_.elements[b];
    return std::tie(x.kind, x.shift) < std::tie(y.kind, y.shift);
  };
  std::stable_sort(all_elements_.begin(), all_elements_.end(), by_sampler);
  for (Stage& stage : stages_) std::stable_sort(stage.elements.begin(), stage.elements.end(), by_sampler);
  stage_adjacencies_.resize(stages_.size());
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    for (std::size_t task = 0; task < model_.tasks.size(); ++task) {
      adjacencies_.emplace_back(model_.tasks[task].node_count, stages_[i].edges[task]);
      stage_adjacencies_[i].push_back(adjacencies_.back().view());
    }
    stage_views_.push_back({slice(stages_[i].elements), slice(stages_[i].gates), slice(stages_[i].known),
                            slice(stage_adjacencies_[i])});
  }

  if (model_.set_size != 0)
    choose_ = binomial_table(static_cast<std::uint32_t>(model_.elements.size()), model_.set_size);
  view_ = {.keys = model_.keys,
           .gap_tables = gap_tables().data(),
           .combinations = {static_cast<std::uint32_t>(model_.elements.size()), model_.set_size, choose_.data()},
           .lists = {model_.lists.first_trial, model_.lists.trials(), model_.lists.first.data(),
                     model_.lists.members.data(), model_.lists.beside_drawn},
           .literal_count = model_.literal_count(),
           .reach_slots = slots,
           .elements = slice(model_.elements),
           .first_bits = slice(first_bits_),
           .all_elements = slice(all_elements_),
           .gates = slice(gates_),
           .tasks = slice(tasks_),
           .connectivity = slice(connectivity_),
           .joining = slice(joining_),
           .components = slice(components_),
           .set_reach = slice(set_reach_),
           .stages = slice(stage_views_),
           .importance = model_.importance,
           .elements_failed = model_.elements_failed,
           .element_failed = model_.element_failed};
}

void Plan::check() const {
  const Literal literals = model_.literal_count();
  require(model_.set_size <= std::min<std::size_t>(largest_set, model_.elements.size()), "the size of the sets");
  const FailureLists& lists = model_.lists;
  require(lists.empty() || (model_.set_size == 0 && lists.first_trial % trials_per_block == 0 &&
                            lists.first.front() == 0 && lists.first.back() == lists.members.size() &&
                            std::is_sorted(lists.first.begin(), lists.first.end())),
          "a list of failures");
  for (const std::uint32_t member : lists.members) require(member < model_.elements.size(), "a listed failure");
  for (std::size_t g = 0; g < model_.gates.size(); ++g)
    for (const Literal input : model_.gates[g].inputs)
      require(input < model_.elements.size() + g, "an input of gate " + std::to_string(g));
  for (const ReachTask& task : model_.tasks) {
    for (const auto& source : task.sources)
      require(source.node < task.node_count && source.failed < literals, "a source");
    for (const Edge& edge : task.edges)
      require(edge.from < task.node_count && edge.to < task.node_count && edge.failed < literals, "an edge of a task");
    for (const std::uint32_t node : task.early_exit) require(node <= task.node_count, "an early exit node");
    if (task.component_node.empty() || model_.components.empty()) continue;
    require(task.component_node.size() == task.node_count, "the number of a task's component nodes");
    for (const std::uint32_t node : task.component_node)
      require(node < model_.components[0].node_failed.size(), "a task's component node");
  }
  for (const ConnectivityOutcome& outcome : model_.connectivity) {
    require(outcome.task < model_.tasks.size(), "a connectivity outcome's task");
    for (const std::uint32_t node : outcome.targets)
      require(node <= model_.tasks[outcome.task].node_count, "a connectivity target");
  }
  for (const JoiningOutcome& outcome : model_.joining) {
    require(outcome.task_a < model_.tasks.size() && outcome.task_b < model_.tasks.size(), "a joining outcome's task");
    require(outcome.bin_width_gbps > 0, "a capacity bin width");
    const std::uint32_t a = model_.tasks[outcome.task_a].node_count, b = model_.tasks[outcome.task_b].node_count;
    for (const auto& route : outcome.routes)
      require(route.failed < literals && route.system < outcome.system_count && route.from_in_a <= a &&
                  route.to_in_a <= a && route.from_in_b <= b && route.to_in_b <= b,
              "a joining route");
  }
  require(model_.components.size() <= 1, "the number of component outcomes");
  for (const ComponentOutcome& outcome : model_.components) {
    require(outcome.hub < outcome.node_failed.size(), "the hub");
    for (const Literal literal : outcome.node_failed) require(literal < literals, "a node's literal");
    for (const Edge& edge : outcome.edges)
      require(edge.from < outcome.node_failed.size() && edge.to < outcome.node_failed.size() && edge.failed < literals,
              "an edge");
  }
  for (const SetReachOutcome& outcome : model_.set_reach) require(outcome.task < model_.tasks.size(), "a set's task");
}

}  // namespace kaitei

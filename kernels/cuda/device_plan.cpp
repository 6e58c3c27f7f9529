#include "kernels/cuda/device_plan.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <type_traits>

#include "kernels/cuda/phases.hpp"

namespace kaitei::cuda {
namespace {

std::uint32_t size32(std::size_t size) {
  if (size >= none) throw std::length_error("model: more than 2^32 entries do not fit the device's plan");
  return static_cast<std::uint32_t>(size);
}

// Lanes that share a sparse element: about as many as a block of 1024 trials has candidates, 1024 / 2^shift.
std::uint8_t lanes_of(unsigned shift) { return static_cast<std::uint8_t>(shift >= 10 ? 1 : 1u << (10 - shift)); }

// The most work first, so that no warp is left with a long element at the end.
std::uint32_t rank_of(const ElementSampler& sampler) {
  switch (sampler.kind) {
    case SamplerKind::dense: return 64;
    case SamplerKind::sparse: return sampler.shift;
    case SamplerKind::always: return 65;
    case SamplerKind::never: break;
  }
  return 66;
}

}  // namespace

// Until view() puts a base under them, pointers are offsets.
template <class T>
const T* DevicePlan::add(const T* data, std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 16);
  const std::size_t offset = (bytes_.size() + 15) / 16 * 16;
  bytes_.resize(offset + std::max<std::size_t>(count, 1) * sizeof(T));
  if (count != 0) std::memcpy(bytes_.data() + offset, data, count * sizeof(T));
  return reinterpret_cast<const T*>(offset);
}

template <class T>
Slice<T> DevicePlan::add(const std::vector<T>& list) {
  return {add(list.data(), list.size()), size32(list.size())};
}

DevicePlan::DevicePlan(const Plan& plan) {
  const Model& model = plan.model();
  view_.keys = model.keys;
  view_.gap_tables = add(gap_tables().data(), gap_tables().size());
  view_.combinations = plan.view().combinations;
  if (view_.combinations.size != 0)
    view_.combinations.choose = add(plan.view().combinations.choose,
                                    (std::size_t{view_.combinations.elements} + 1) * (view_.combinations.size + 1));
  view_.lists = plan.view().lists;
  view_.lists.first = add(model.lists.first.data(), model.lists.first.size());
  view_.lists.members = add(model.lists.members.data(), model.lists.members.size());
  view_.literal_count = model.literal_count();
  view_.element_count = size32(model.elements.size());
  view_.importance = model.importance;
  view_.elements_failed = model.elements_failed;
  view_.element_failed = model.element_failed;
  add_sampling(model);
  add_gates(model);
  add_tasks(model);
  add_tally_offsets(model);
  for (const ComponentView& view : plan.view().components) {
    view_.component_nodes = view.node_failed.size;
    view_.node_failed = {add(view.node_failed.data, view.node_failed.size), view.node_failed.size};
    const AdjacencyView& edges = view.adjacency;
    view_.first_neighbour = {add(edges.first.data, edges.first.size), edges.first.size};
    view_.component_neighbours = {add(edges.neighbours.data, edges.neighbours.size), edges.neighbours.size};
  }
}

void DevicePlan::add_sampling(const Model& model) {
  std::vector<SampledElement> samples;
  for (std::size_t e = 0; e < model.elements.size(); ++e) samples.push_back({model.elements[e], size32(e)});
  std::ranges::stable_sort(samples, {}, [](const SampledElement& s) { return rank_of(s.sampler); });
  std::vector<SamplingJob> jobs;
  for (std::uint32_t first = 0; first < samples.size();) {
    const ElementSampler& sampler = samples[first].sampler;
    const std::uint8_t lanes = sampler.kind == SamplerKind::sparse ? lanes_of(sampler.shift) : 32;
    std::uint32_t count = 1;
    while (count < 32u / lanes && first + count < samples.size() &&
           rank_of(samples[first + count].sampler) == rank_of(sampler))
      ++count;
    jobs.push_back({first, count, sampler.kind, sampler.shift, lanes});
    first += count;
  }
  view_.samples = add(samples);
  view_.jobs = add(jobs);
}

void DevicePlan::add_gates(const Model& model) {
  std::vector<std::uint32_t> level(model.gates.size());
  const std::size_t elements = model.elements.size();
  std::uint32_t levels = 0;
  for (std::size_t g = 0; g < model.gates.size(); ++g) {
    for (const Literal input : model.gates[g].inputs)
      if (input >= elements) level[g] = std::max(level[g], level[input - elements] + 1);
    levels = std::max(levels, level[g] + 1);
  }
  std::vector<std::uint32_t> order(model.gates.size()), bounds{0};
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t g) { return level[g]; });
  std::vector<DeviceGate> gates;
  std::vector<Literal> inputs;
  for (std::uint32_t l = 0; l < levels; ++l) {
    for (; gates.size() < order.size() && level[order[gates.size()]] == l;) {
      const std::uint32_t g = order[gates.size()];
      const Gate& gate = model.gates[g];
      gates.push_back({size32(inputs.size()), size32(gate.inputs.size()), size32(elements + g), gate.kind});
      inputs.insert(inputs.end(), gate.inputs.begin(), gate.inputs.end());
    }
    bounds.push_back(size32(gates.size()));
  }
  view_.gates = add(gates);
  view_.gate_levels = add(bounds);
  view_.gate_inputs = add(inputs);
}

void DevicePlan::add_tasks(const Model& model) {
  std::vector<DeviceTask> tasks;
  std::vector<ReachTask::Source> sources;
  std::vector<std::uint32_t> phases, nodes;
  std::vector<Visit> visits;
  std::vector<Neighbour> neighbours;
  const auto add_task = [&](const ReachTask& task) {
    DeviceTask device{.node_count = task.node_count,
                      .first_source = size32(sources.size()),
                      .source_count = size32(task.sources.size()),
                      .first_phase = size32(phases.size()),
                      .first_exit = size32(nodes.size()),
                      .exit_count = size32(task.early_exit.size()),
                      .kept = none};
    sources.insert(sources.end(), task.sources.begin(), task.sources.end());
    nodes.insert(nodes.end(), task.early_exit.begin(), task.early_exit.end());
    std::vector<std::vector<Neighbour>> edges_of(task.node_count);
    for (const Edge& edge : task.edges) {
      if (edge.from == edge.to) continue;
      edges_of[edge.from].push_back({edge.to, edge.failed});
      edges_of[edge.to].push_back({edge.from, edge.failed});
    }
    std::vector<std::uint32_t> starts;
    for (const ReachTask::Source& source : task.sources) starts.push_back(source.node);
    for (const std::vector<std::uint32_t>& phase : sweep_phases(task.node_count, task.edges, starts)) {
      phases.push_back(size32(visits.size()));
      ++device.phase_count;
      for (const std::uint32_t node : phase) {
        visits.push_back({node, size32(neighbours.size()), size32(edges_of[node].size())});
        neighbours.insert(neighbours.end(), edges_of[node].begin(), edges_of[node].end());
      }
    }
    phases.push_back(size32(visits.size()));
    view_.reached_rows = std::max(view_.reached_rows, task.node_count + 1);
    tasks.push_back(device);
  };
  for (const ReachTask& task : model.tasks) add_task(task);
  for (const ComponentOutcome& outcome : model.components) {
    view_.has_components = true;
    add_task({size32(outcome.node_failed.size()), {{outcome.hub, outcome.node_failed[outcome.hub]}}, outcome.edges, {}});
  }
  std::vector<std::uint32_t> set_reach_tasks;
  for (const SetReachOutcome& outcome : model.set_reach) set_reach_tasks.push_back(outcome.task);

  std::vector<DeviceConnectivity> connectivity;
  for (const ConnectivityOutcome& outcome : model.connectivity) {
    connectivity.push_back({outcome.task, size32(nodes.size()), size32(outcome.targets.size()), outcome.quantifier});
    nodes.insert(nodes.end(), outcome.targets.begin(), outcome.targets.end());
  }
  std::vector<DeviceJoining> joining;
  std::vector<JoiningOutcome::Route> routes;
  const auto keep = [&](std::uint32_t task) {
    if (tasks[task].kept == none) {
      tasks[task].kept = view_.kept_rows;
      view_.kept_rows += tasks[task].node_count + 1;
    }
    return tasks[task].kept;
  };
  for (const JoiningOutcome& outcome : model.joining) {
    joining.push_back({keep(outcome.task_a), keep(outcome.task_b), outcome.system_count, size32(routes.size()),
                       size32(outcome.routes.size()), outcome.bin_width_gbps, outcome.total_gbps});
    routes.insert(routes.end(), outcome.routes.begin(), outcome.routes.end());
  }
  view_.tasks = add(tasks);
  view_.sources = add(sources);
  view_.phases = add(phases);
  view_.visits = add(visits);
  view_.neighbours = add(neighbours);
  view_.nodes = add(nodes);
  view_.set_reach_tasks = add(set_reach_tasks);
  view_.connectivity = add(connectivity);
  view_.joining = add(joining);
  view_.routes = add(routes);
}

void DevicePlan::add_tally_offsets(const Model& model) {
  const Tallies shape = Tallies::for_model(model);
  TallyOffsets& at = view_.tally;
  std::uint32_t next = 1 + 4 * size32(shape.capacity_gbps.size());
  const auto place = [&](std::size_t entries) {
    const std::uint32_t offset = next;
    next = size32(std::size_t{next} + entries);
    return offset;
  };
  const auto place_all = [&](const std::vector<Histogram>& tables) {
    std::vector<std::uint32_t> offsets;
    for (const Histogram& table : tables) offsets.push_back(place(table.size()));
    return add(offsets);
  };
  at.element_failed = place(shape.element_failed.size());
  at.disconnected = place(shape.disconnected.size());
  at.failed_and_disconnected = next;
  for (const auto& table : shape.failed_and_disconnected) place(table.size());
  view_.systems_joining = place_all(shape.systems_joining);
  view_.capacity = place_all(shape.capacity);
  at.component_count = place(shape.component_count.size());
  at.largest_component = place(shape.largest_component.size());
  view_.set_reach = place_all(shape.set_reach);
  at.elements_failed = place(shape.elements_failed.size());
  at.size = next;
  if (next != shape.pack().size()) throw std::logic_error("the device's tallies do not follow Tallies::pack()");
}

DevicePlanView DevicePlan::view(const std::byte* base) const {
  DevicePlanView view = view_;
  const auto rebase = [&](auto& pointer) {
    pointer = reinterpret_cast<std::remove_reference_t<decltype(pointer)>>(base + reinterpret_cast<std::uintptr_t>(pointer));
  };
  rebase(view.gap_tables);
  if (view.combinations.size != 0) rebase(view.combinations.choose);
  rebase(view.lists.first);
  rebase(view.lists.members);
  const auto rebase_all = [&](auto&... slices) { (rebase(slices.data), ...); };
  rebase_all(view.samples, view.jobs, view.gates, view.gate_levels, view.gate_inputs, view.tasks, view.sources,
             view.phases, view.visits, view.neighbours, view.nodes, view.connectivity, view.joining, view.routes,
             view.systems_joining, view.capacity, view.set_reach, view.set_reach_tasks, view.node_failed, view.first_neighbour,
             view.component_neighbours);
  return view;
}

}  // namespace kaitei::cuda

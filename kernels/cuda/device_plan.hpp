// A Plan as a device reads it: flat arrays in one piece of memory, in the order in which a thread block works.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/plan.hpp"

namespace kaitei::cuda {

inline constexpr std::uint32_t none = 0xFFFFFFFFu;

struct SampledElement {
  ElementSampler sampler;
  Literal literal;
};

// What one warp samples at a time: one dense element, or up to 32 / lanes sparse ones of the same shift with `lanes`
// lanes each, a candidate a lane.
struct SamplingJob {
  std::uint32_t first, count;  // sampled elements
  SamplerKind kind;
  std::uint8_t shift, lanes;
};

struct DeviceGate {
  std::uint32_t first_input, input_count;
  Literal output;
  GateKind kind;
};

// A node of a sweep and the edges that lead to it.
struct Visit {
  std::uint32_t node, first, count;  // neighbours
};

// A reach task. Its nodes are visited in phases: no two nodes of a phase are joined, so that warps share a phase out
// without touching what another reads; in order, the phases are one sweep in breadth-first order.
struct DeviceTask {
  std::uint32_t node_count;
  std::uint32_t first_source, source_count;
  std::uint32_t first_phase, phase_count;  // phase p visits visits[phases[p] .. phases[p + 1])
  std::uint32_t first_exit, exit_count;    // nodes that settle it
  std::uint32_t kept;                      // where its reach is kept for the joining outcomes; none: nowhere
};

struct DeviceConnectivity {
  std::uint32_t task, first_target, target_count;
  Quantifier quantifier;
};

struct DeviceJoining {
  std::uint32_t kept_a, kept_b, system_count, first_route, route_count;
  std::uint64_t bin_width_gbps, total_gbps;
};

// Where each table starts in the tallies, which are 64-bit words in the order of Tallies::pack().
struct TallyOffsets {
  std::uint32_t capacity_gbps = 1, element_failed = 0, disconnected = 0, failed_and_disconnected = 0;
  std::uint32_t component_count = 0, largest_component = 0, elements_failed = 0, size = 0;
};

struct DevicePlanView {
  SamplerKeys keys;
  const GapTable* gap_tables;  // [z - smallest_shift]
  CombinationView combinations;
  FailureListView lists;
  std::uint32_t literal_count, element_count, component_nodes;
  std::uint32_t reached_rows;  // of the task with most nodes, one that nothing reaches included
  std::uint32_t kept_rows;
  bool importance, elements_failed, element_failed, has_components;
  Slice<SampledElement> samples;
  Slice<SamplingJob> jobs;
  Slice<DeviceGate> gates;
  Slice<std::uint32_t> gate_levels;  // level i: gates [gate_levels[i], gate_levels[i + 1]), which read lower levels alone
  Slice<Literal> gate_inputs;
  Slice<DeviceTask> tasks;           // the last is the sweep from the hub, if components are asked
  Slice<ReachTask::Source> sources;
  Slice<std::uint32_t> phases;
  Slice<Visit> visits;
  Slice<Neighbour> neighbours;
  Slice<std::uint32_t> nodes;        // exit nodes and targets
  Slice<DeviceConnectivity> connectivity;
  Slice<DeviceJoining> joining;
  Slice<JoiningOutcome::Route> routes;
  Slice<std::uint32_t> systems_joining, capacity, set_reach;  // tally offsets, one per outcome
  Slice<std::uint32_t> set_reach_tasks;
  Slice<Literal> node_failed;
  Slice<std::uint32_t> first_neighbour;
  Slice<Neighbour> component_neighbours;
  TallyOffsets tally;
};

class DevicePlan {
 public:
  explicit DevicePlan(const Plan&);

  // Everything that the view points into; the pointers start at a multiple of 16.
  const std::vector<std::byte>& bytes() const { return bytes_; }
  // The view of a copy of the bytes that starts at `base`.
  DevicePlanView view(const std::byte* base) const;
  // Sizes are valid in it, pointers are not.
  const DevicePlanView& sizes() const { return view_; }

 private:
  template <class T>
  const T* add(const T* data, std::size_t count);
  template <class T>
  Slice<T> add(const std::vector<T>&);
  void add_sampling(const Model&);
  void add_gates(const Model&);
  void add_tasks(const Model&);
  void add_tally_offsets(const Model&);

  std::vector<std::byte> bytes_;
  DevicePlanView view_{};
};

}  // namespace kaitei::cuda

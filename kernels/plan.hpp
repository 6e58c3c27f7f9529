// A Model flattened into trivially copyable views: what a kernel reads. The owner (Plan) stays on the host.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kernels/combinations.hpp"
#include "kernels/elimination.hpp"
#include "kernels/failure_lists.hpp"
#include "kernels/gap_tables.hpp"
#include "kernels/host_device.hpp"
#include "kernels/model.hpp"
#include "kernels/slice.hpp"
#include "kernels/stages.hpp"
#include "kernels/tallies.hpp"

namespace kaitei {

struct GateView {
  GateKind kind;
  Slice<Literal> inputs;
};

struct alignas(8) Neighbour {  // one load
  std::uint32_t node;
  Literal failed;  // of the edge that leads there
};

// One step of a sweep: a node is reached where its neighbour is and the edge between them has not failed.
struct Pull {
  std::uint32_t node, neighbour;
  Literal failed;
};

// Edges by node: node v's neighbours are neighbours[first[v]] to neighbours[first[v + 1] - 1].
struct AdjacencyView {
  Slice<std::uint32_t> first;  // node_count + 1 entries
  Slice<Neighbour> neighbours;
  // Sweeps along the edges' order and against it, each edge once: whatever a step reads was settled before. Steps that
  // do not need each other stand together.
  Slice<Pull> forwards, backwards;
};

struct TaskView {
  std::uint32_t node_count;  // one more slot follows: a node that nothing reaches
  std::uint32_t offset;      // of its first node in the group's reach words
  Slice<ReachTask::Source> sources;
  Slice<Edge> edges;
  AdjacencyView adjacency;
  Slice<std::uint32_t> early_exit;
  Slice<std::uint32_t> component_node;
};

// One step of drawing only what can still change an answer (stages.hpp).
struct StageView {
  Slice<std::uint32_t> elements;   // drawn in this stage
  Slice<std::uint32_t> gates;      // evaluated in this stage, inputs before what reads them
  Slice<Literal> known;            // literals known at its end
  Slice<AdjacencyView> adjacency;  // [task]: the edges known at its end
};

struct ConnectivityView {
  std::uint32_t task;
  Slice<std::uint32_t> targets;
  Quantifier quantifier;
};

struct JoiningView {
  std::uint32_t task_a, task_b, system_count;
  std::uint64_t bin_width_gbps, total_gbps;
  Slice<JoiningOutcome::Route> routes;
};

struct ComponentView {
  std::uint32_t hub;
  Slice<Literal> node_failed;
  Slice<Edge> edges;
  AdjacencyView adjacency;
  EliminationView elimination;
};

// The bits of U that a dense element draws at once, and those of P that they are held against, each spread over a word.
inline constexpr std::uint32_t first_bit_count = 8;
struct FirstBits {
  std::uint32_t bit[first_bit_count];  // most significant first
};

struct PlanView {
  SamplerKeys keys;
  const GapTable* gap_tables;  // [z - smallest_shift]
  CombinationView combinations;
  FailureListView lists;
  std::uint32_t literal_count, reach_slots;
  Slice<ElementSampler> elements;
  Slice<FirstBits> first_bits;        // [element]
  Slice<std::uint32_t> all_elements;  // in the order in which they are drawn
  Slice<GateView> gates;
  Slice<TaskView> tasks;
  Slice<ConnectivityView> connectivity;
  Slice<JoiningView> joining;
  Slice<ComponentView> components;  // none or one
  Slice<std::uint32_t> set_reach;   // tasks
  Slice<StageView> stages;          // none: every element is drawn in every trial
  bool importance, elements_failed, element_failed;
};

// Pointers into one thread's Tallies, in the order of the Model.
struct TallyView {
  std::uint64_t* trials;
  std::uint64_t* element_failed;
  std::uint64_t* disconnected;
  std::uint64_t** failed_and_disconnected;
  std::uint64_t** systems_joining;
  std::uint64_t** capacity;
  Moments* capacity_gbps;
  std::uint64_t* component_count;
  std::uint64_t* largest_component;
  std::uint64_t** set_reach;
  std::uint64_t* elements_failed;
};

// The owner of an AdjacencyView. Edges stand in sweep order.
class Adjacency {
 public:
  Adjacency(std::uint32_t node_count, const std::vector<Edge>& edges);
  AdjacencyView view() const;

 private:
  std::vector<std::uint32_t> first_;
  std::vector<Neighbour> neighbours_;
  std::vector<Pull> forwards_, backwards_;
};

class Plan {
 public:
  // Checks the model's literals and node numbers; throws std::invalid_argument naming the first that is out of range.
  explicit Plan(Model model);
  const Model& model() const { return model_; }
  const PlanView& view() const { return view_; }

 private:
  void check() const;

  Model model_;
  std::vector<GateView> gates_;
  std::vector<TaskView> tasks_;
  std::vector<ConnectivityView> connectivity_;
  std::vector<JoiningView> joining_;
  std::optional<Elimination> elimination_;  // of the components
  std::vector<ComponentView> components_;
  std::vector<std::uint32_t> set_reach_;
  std::vector<std::uint64_t> choose_;
  std::vector<Adjacency> adjacencies_;  // of the tasks, of the components, and of the stages' tasks
  std::vector<std::uint32_t> all_elements_;
  std::vector<FirstBits> first_bits_;
  std::vector<Stage> stages_;
  std::vector<std::vector<AdjacencyView>> stage_adjacencies_;
  std::vector<StageView> stage_views_;
  PlanView view_{};
};

}  // namespace kaitei

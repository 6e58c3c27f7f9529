// What the kernels simulate: elements that fail, gates that say what a failure takes down, edges that carry
// traffic, and the questions asked of every trial. Owned on the host, immutable while a run goes on.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/failure_lists.hpp"

namespace kaitei {

// A literal names one "failed" bit per trial: literals below elements.size() are elements, the others gates in order.
using Literal = std::uint32_t;

enum class SamplerKind : std::uint8_t { never, always, dense, sparse };

// One element's Bernoulli sampler, design contract section 4 (sampler_contract = 1).
struct ElementSampler {
  std::uint64_t element = 0;    // e: first 64 bits of SHA-256(kind + ":" + id), or an index in a generated graph
  std::uint64_t threshold = 0;  // P = floor(p 2^64); unused for never and always
  SamplerKind kind = SamplerKind::never;
  std::uint8_t shift = 0;       // z of the sparse sampler
};

struct SamplerKeys {
  std::uint64_t dense = 0, sparse = 0;  // Philox keys of the purposes "failure" and "failure-sparse"
};

// all_up: failed if any input failed (no inputs: never failed). any_up: failed if every input failed.
enum class GateKind : std::uint8_t { all_up, any_up };

struct Gate {
  GateKind kind = GateKind::all_up;
  std::vector<Literal> inputs;  // each smaller than this gate's own literal
};

struct Edge {
  std::uint32_t from = 0, to = 0;
  Literal failed = 0;  // includes both end nodes
};

// Which nodes are reachable from a set of sources over a set of edges. Nodes are numbered for this task alone;
// node_count counts them, and edges stand in sweep order.
struct ReachTask {
  struct Source {
    std::uint32_t node = 0;
    Literal failed = 0;
  };
  std::uint32_t node_count = 0;
  std::vector<Source> sources;
  std::vector<Edge> edges;
  // Nodes whose reach is all that is asked: a group of trials is settled once every one is reached in every trial.
  // Empty: sweep until nothing changes.
  std::vector<std::uint32_t> early_exit;
  // [node]: its number in the component outcome, if the task spreads over all edges of that; else empty. What the hub
  // reaches is then known to be reached by any source that the hub reaches.
  std::vector<std::uint32_t> component_node;
};

// any: disconnected if no target is reached. all: disconnected if some target is not reached.
enum class Quantifier : std::uint8_t { any, all };

struct ConnectivityOutcome {
  std::uint32_t task = 0;
  std::vector<std::uint32_t> targets;  // node numbers of the task
  Quantifier quantifier = Quantifier::any;
};

// Routes that join two landsides: a route joins in a trial if it is up, one end is reached by task `a` and the other
// by task `b` (both over terrestrial links only).
struct JoiningOutcome {
  struct Route {
    Literal failed = 0;
    std::uint32_t from_in_a = 0, to_in_b = 0, to_in_a = 0, from_in_b = 0;  // node numbers of the tasks
    std::uint32_t system = 0;           // 0 .. system_count-1
    std::uint64_t capacity_gbps = 0;    // 0 where unknown
  };
  std::uint32_t task_a = 0, task_b = 0, system_count = 0;
  std::vector<Route> routes;            // routes of one system stand together
  std::uint64_t bin_width_gbps = 1;     // of the capacity histogram
  std::uint64_t total_gbps = 0;         // sum over routes
};

// Component statistics over the nodes that are up: count, largest, and nodes reached from each terminal set.
struct ComponentOutcome {
  std::vector<Literal> node_failed;     // one literal per node
  std::vector<Edge> edges;              // in sweep order from the hub
  std::uint32_t hub = 0;
};

struct SetReachOutcome {
  std::uint32_t task = 0;               // over all edges, no early exit
};

struct Model {
  SamplerKeys keys;
  std::vector<ElementSampler> elements;
  std::vector<Gate> gates;
  std::vector<ReachTask> tasks;
  std::vector<ConnectivityOutcome> connectivity;
  std::vector<JoiningOutcome> joining;
  std::vector<ComponentOutcome> components;  // none or one
  std::vector<SetReachOutcome> set_reach;
  bool importance = true;               // joint counts of failed element and disconnection
  bool elements_failed = true;          // histogram of the number of failed elements
  bool element_failed = true;           // count of each element's failures
  std::uint32_t set_size = 0;           // 0: trials are sampled; k: trial r fails set number r of k elements alone
  FailureLists lists;                   // what fails trial by trial, in place of or beside the draws
  std::uint32_t worst = 0;              // trials that are kept by the damage they do

  Literal literal_count() const { return static_cast<Literal>(elements.size() + gates.size()); }
};

}  // namespace kaitei

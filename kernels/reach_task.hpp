// Makes reach tasks: numbers the nodes that matter, contracts what cannot matter, and puts the edges in sweep order.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/model.hpp"

namespace kaitei {

enum class Contraction { on, off };

// Which edges a request holds: some of its own choice, or all those of the model's component outcome, whose nodes have
// the same numbers.
enum class EdgeSet { own, of_components };

struct ReachRequest {
  std::uint32_t node_count = 0;
  std::vector<Edge> edges;                       // by node, not yet numbered for the task
  std::vector<ReachTask::Source> sources;        // each node once
  std::vector<std::uint32_t> targets;            // the nodes whose reach is asked; empty: all of them
  EdgeSet edge_set = EdgeSet::own;
};

struct ReachNumbering {
  std::uint32_t task = 0;                 // index in Model::tasks
  std::vector<std::uint32_t> number;      // [node] -> number in the task; the task's node_count if it was left out
};

// Appends a task to the model, and the gates of contracted edges. Contraction keeps the reach of every target exactly
// as it is: it drops what no source can reach and dangling trees without targets, joins series chains (all_up) and
// parallel edges (any_up). Without targets nothing is contracted. The model's elements must be complete.
ReachNumbering add_reach_task(Model&, const ReachRequest&, Contraction);

// Edges in breadth-first order from the sources; edges that no source can reach come last, in their own order.
std::vector<Edge> breadth_first(std::uint32_t node_count, const std::vector<Edge>&,
                                const std::vector<std::uint32_t>& sources);

// [node]: whether it is reached from a source with nothing failed.
std::vector<bool> intact_reach(std::uint32_t node_count, const std::vector<Edge>&,
                               const std::vector<std::uint32_t>& sources);

// Appends a gate and returns its literal.
Literal add_gate(Model&, GateKind, std::vector<Literal> inputs);

}  // namespace kaitei

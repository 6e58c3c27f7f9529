// Word-parallel reachability: every lane is a trial, and one AND/OR moves them all over an edge. A few sweeps along the
// breadth-first order of the edges and against it reach nearly everything; the nodes that gain anything after that hand
// it on, until nothing changes.
#pragma once

#include <cstdint>

#include "kernels/plan.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// Nodes that are still to hand on what they gained; room for one entry a node.
struct Worklist {
  std::uint32_t* node;
  std::uint8_t* queued;  // zero between calls
};

KAITEI_HD void enqueue(const Worklist& work, std::uint32_t& count, std::uint32_t node) {
  if (work.queued[node] == 0) work.node[count++] = node;
  work.queued[node] = 1;
}

// Hands on what the queued nodes, `count` of them, have reached, in the lanes given, until nothing changes.
// failed: words of literal l at failed[l * words_per_block + word].
template <class V>
KAITEI_HD void hand_on(const AdjacencyView& edges, const std::uint32_t* failed, std::uint32_t word, V lanes,
                       const Worklist& work, std::uint32_t count, V* reached) {
  while (count != 0) {
    const std::uint32_t node = work.node[--count];
    work.queued[node] = 0;
    const V here = reached[node] & lanes;
    for (std::uint32_t i = edges.first[node]; i < edges.first[node + 1]; ++i) {
      const Neighbour& next = edges.neighbours[i];
      const V gained = here & ~reached[next.node] & ~V::load(failed + next.failed * words_per_block + word);
      if (!any(gained)) continue;
      reached[next.node] = reached[next.node] | gained;
      enqueue(work, count, next.node);
    }
  }
}

// Spreads `reached` over the edges, from what is already set in it, until nothing changes; a lane in which every node
// of `early_exit` is reached may stop before that.
template <class V>
KAITEI_HD void spread(const AdjacencyView& edges, const Slice<std::uint32_t>& early_exit, const std::uint32_t* failed,
                      std::uint32_t word, const Worklist& work, V* reached) {
  constexpr std::uint32_t sweeps = 4;
  V open = V::splat(0xFFFFFFFFu);  // lanes that may change; the first sweep, which only goes one way, settles none
  for (std::uint32_t sweep = 0; sweep < sweeps; ++sweep) {
    V gained = V::splat(0);
    for (const Pull& pull : sweep % 2 == 0 ? edges.forwards : edges.backwards) {
      const V before = reached[pull.node],
              after = before | (reached[pull.neighbour] & ~V::load(failed + pull.failed * words_per_block + word));
      reached[pull.node] = after;
      gained = gained | (after ^ before);
    }
    if (sweep != 0) open = gained;
    if (early_exit.size != 0) {
      V settled = V::splat(0xFFFFFFFFu);
      for (const std::uint32_t node : early_exit) settled = settled & reached[node];
      open = open & ~settled;
    }
    if (!any(open)) return;
  }
  std::uint32_t count = 0;
  for (const Pull& pull : edges.forwards) {
    const V gained = (reached[pull.node] ^ reached[pull.neighbour]) & open &
                     ~V::load(failed + pull.failed * words_per_block + word);
    if (!any(gained)) continue;
    for (const std::uint32_t node : {pull.node, pull.neighbour}) {
      reached[node] = reached[node] | gained;
      enqueue(work, count, node);
    }
  }
  hand_on(edges, failed, word, open, work, count, reached);
}

// Reach of one task over the edges given, in the lanes of V; reached has node_count + 1 slots, the last of which stays
// zero. missed: rows of the component outcome's nodes that its hub does not reach, if the task has component nodes.
template <class V>
KAITEI_HD void reach(const TaskView& task, const AdjacencyView& edges, const std::uint32_t* failed,
                     std::uint32_t word, const std::uint32_t* missed, const Worklist& work, V* reached) {
  if (task.component_node.size == 0) {
    for (std::uint32_t node = 0; node <= task.node_count; ++node) reached[node] = V::splat(0);
    for (const ReachTask::Source& source : task.sources)
      reached[source.node] = ~V::load(failed + source.failed * words_per_block + word);
    spread(edges, task.early_exit, failed, word, work, reached);
    return;
  }
  const auto from_hub = [&](std::uint32_t node) {
    return ~V::load(missed + task.component_node[node] * words_per_block + word);
  };
  V joined = V::splat(0);  // lanes in which the hub reaches a source
  for (const ReachTask::Source& source : task.sources) joined = joined | from_hub(source.node);
  for (std::uint32_t node = 0; node < task.node_count; ++node)
    reached[node] = joined & from_hub(node);
  reached[task.node_count] = V::splat(0);
  std::uint32_t count = 0;
  for (const ReachTask::Source& source : task.sources) {
    const V alone = ~reached[source.node] & ~V::load(failed + source.failed * words_per_block + word);
    if (!any(alone)) continue;
    reached[source.node] = reached[source.node] | alone;
    enqueue(work, count, source.node);
  }
  hand_on(edges, failed, word, V::splat(0xFFFFFFFFu), work, count, reached);
}

}  // namespace kaitei

// Word-parallel reachability: every lane is a trial, and one AND/OR moves them all over an edge. Sweeps run over the
// nodes forwards and backwards until nothing changes, each node pulling from its neighbours; in breadth-first order
// that is a handful of sweeps.
#pragma once

#include <cstdint>

#include "kernels/plan.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// failed: words of literal l at failed[l * words_per_block + word]. Spreads `reached` over the edges, from what is
// already set in it, until nothing changes; a lane in which every node of `early_exit` is reached may stop before that.
template <class V>
KAITEI_HD void spread(const AdjacencyView& edges, const Slice<std::uint32_t>& early_exit, const std::uint32_t* failed,
                      std::uint32_t word, V* reached) {
  const auto pull = [&](std::uint32_t node) {
    const V before = reached[node];
    V after = before;
    for (std::uint32_t i = edges.first[node]; i < edges.first[node + 1]; ++i) {
      const Neighbour& next = edges.neighbours[i];
      after = after | (reached[next.node] & ~V::load(failed + next.failed * words_per_block + word));
    }
    reached[node] = after;
    return after ^ before;
  };
  for (bool forwards = true;; forwards = !forwards) {
    V gained = V::splat(0);
    if (forwards) {
      for (std::uint32_t i = 0; i < edges.order.size; ++i) gained = gained | pull(edges.order[i]);
    } else {
      for (std::uint32_t i = edges.order.size; i-- > 0;) gained = gained | pull(edges.order[i]);
    }
    if (early_exit.size != 0) {
      V settled = V::splat(0xFFFFFFFFu);
      for (const std::uint32_t node : early_exit) settled = settled & reached[node];
      gained = gained & ~settled;
    }
    if (!any(gained)) return;
  }
}

// Reach of one task over the edges given, in the lanes of V; reached has node_count + 1 slots, the last of which stays zero.
template <class V>
KAITEI_HD void reach(const TaskView& task, const AdjacencyView& edges, const std::uint32_t* failed,
                     std::uint32_t word, V* reached) {
  for (std::uint32_t node = 0; node <= task.node_count; ++node) reached[node] = V::splat(0);
  for (const ReachTask::Source& source : task.sources)
    reached[source.node] = ~V::load(failed + source.failed * words_per_block + word);
  spread(edges, task.early_exit, failed, word, reached);
}

}  // namespace kaitei

// Word-parallel reachability: every lane is a trial, and one AND/OR moves them all over an edge. Sweeps run over the
// edges forwards and backwards until nothing changes; in breadth-first edge order that is a handful of sweeps.
#pragma once

#include <cstdint>

#include "kernels/plan.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// failed: words of literal l at failed[l * words_per_block + word]. Spreads `reached` over `edges`, from what is
// already set in it, and returns when nothing changes or every node of `early_exit` is reached in every lane.
template <class V>
KAITEI_HD void spread(const Slice<Edge>& edges, const Slice<std::uint32_t>& early_exit, const std::uint32_t* failed,
                      std::uint32_t word, V* reached) {
  const auto cross = [&](const Edge& edge) {
    const V up = ~V::load(failed + edge.failed * words_per_block + word);
    const V from = reached[edge.from], to = reached[edge.to];
    const V gained = (from ^ to) & up;
    reached[edge.from] = from | gained;
    reached[edge.to] = to | gained;
    return gained;
  };
  for (bool forwards = true;; forwards = !forwards) {
    V gained = V::splat(0);
    if (forwards) {
      for (std::uint32_t i = 0; i < edges.size; ++i) gained = gained | cross(edges[i]);
    } else {
      for (std::uint32_t i = edges.size; i-- > 0;) gained = gained | cross(edges[i]);
    }
    if (!any(gained)) return;
    if (early_exit.size != 0) {
      V settled = V::splat(0xFFFFFFFFu);
      for (const std::uint32_t node : early_exit) settled = settled & reached[node];
      if (!any(~settled)) return;
    }
  }
}

// Reach of one task in the lanes of V; reached has node_count + 1 slots, the last of which stays zero.
template <class V>
KAITEI_HD void reach(const TaskView& task, const std::uint32_t* failed, std::uint32_t word, V* reached) {
  for (std::uint32_t node = 0; node <= task.node_count; ++node) reached[node] = V::splat(0);
  for (const ReachTask::Source& source : task.sources)
    reached[source.node] = ~V::load(failed + source.failed * words_per_block + word);
  spread(task.edges, task.early_exit, failed, word, reached);
}

}  // namespace kaitei

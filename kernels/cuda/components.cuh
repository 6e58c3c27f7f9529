// Component count and largest component of every trial: the sweep from the hub settles the component that holds nearly
// everything, and each trial searches the few nodes that it missed, a thread a trial.
#pragma once

#include "kernels/cuda/count.cuh"

namespace kaitei::cuda {

// Up to here and not reached: missed nodes of this lane's word.
__device__ inline std::uint32_t missed(const DevicePlanView& plan, const ThreadBlock& t, std::uint32_t node,
                                       std::uint32_t word) {
  return ~at(t.reached, node, word) & ~at(t.failed, plan.node_failed[node], word);
}

// Lists the nodes that some trial missed, and clears their marks.
__device__ inline void list_suspects(const DevicePlanView& plan, const ThreadBlock& t) {
  if (t.warp == 0 && t.lane == 0) t.suspects[0] = 0;
  __syncthreads();
  for (std::uint32_t node = t.warp; node < plan.component_nodes; node += t.warps) {
    if (!__any_sync(whole_warp, (missed(plan, t, node, t.lane)) != 0)) continue;
    at(t.visited, node, t.lane) = 0;
    if (t.lane == 0) t.suspects[1 + atomicAdd(t.suspects, 1u)] = node;
  }
  __syncthreads();
}

// The component of a missed node that is not yet marked: marks it and returns its size. An edge that is up leads from a
// missed node to missed nodes alone, so nothing else is ever marked. Lanes share words of marks, hence the atomics.
__device__ inline std::uint32_t mark_component(const DevicePlanView& plan, const ThreadBlock& t, std::uint32_t start,
                                               std::uint32_t word, std::uint32_t bit) {
  std::uint32_t* const stack = t.stack + word * trials_per_word + t.lane;
  std::uint32_t size = 0, depth = 1;
  stack[0] = start;
  while (depth != 0) {
    const std::uint32_t node = stack[static_cast<std::size_t>(--depth) * trials_per_block];
    ++size;
    for (std::uint32_t i = plan.first_neighbour[node]; i < plan.first_neighbour[node + 1]; ++i) {
      const Neighbour& next = plan.component_neighbours[i];
      if ((at(t.failed, next.failed, word) & bit) != 0) continue;
      if ((atomicOr(&at(t.visited, next.node, word), bit) & bit) != 0) continue;
      stack[static_cast<std::size_t>(depth++) * trials_per_block] = next.node;
    }
  }
  return size;
}

// After reach() of the hub's task.
__device__ inline void tally_components(const DevicePlanView& plan, const ThreadBlock& t, const Work& work) {
  const std::uint32_t nodes = plan.component_nodes;
  list_suspects(plan, t);
  count_rows(t, nodes, [&](std::uint32_t node) { return ~at(t.reached, node, t.lane); });
  const std::uint32_t bit = 1u << t.lane, suspects = t.suspects[0];
  for (std::uint32_t word = t.warp; word < words_per_block; word += t.warps) {
    std::uint32_t largest = nodes - at(t.count, t.lane, word);
    std::uint32_t count = largest != 0;
    for (std::uint32_t i = 0; i < suspects; ++i) {
      const std::uint32_t node = t.suspects[1 + i];
      if ((missed(plan, t, node, word) & bit) == 0) continue;
      if ((atomicOr(&at(t.visited, node, word), bit) & bit) != 0) continue;
      const std::uint32_t size = mark_component(plan, t, node, word, bit);
      ++count;
      if (size > largest) largest = size;
    }
    __syncwarp();
    const bool counts = (valid_trials(work.range, t.block, word) & bit) != 0;
    tally_value(work.tallies + plan.tally.component_count, t.lane, counts, count);
    tally_value(work.tallies + plan.tally.largest_component, t.lane, counts, largest);
  }
  __syncthreads();
}

}  // namespace kaitei::cuda

// The kernel: blocks of 1024 trials from random numbers to tallies, one thread block each at a time.
#pragma once

#include "kernels/cuda/components.cuh"
#include "kernels/cuda/count.cuh"
#include "kernels/cuda/joining.cuh"
#include "kernels/cuda/reach.cuh"
#include "kernels/cuda/sample.cuh"

namespace kaitei::cuda {

// Where a thread block has the rows that it works on: failed and reached bits both in shared memory, the reached ones
// alone, or both in global memory, where the caches must do.
enum class Placement { shared, reached_shared, global };

// Words of memory that a thread block needs.
struct Footprint {
  std::uint64_t shared_words, global_words;
};

KAITEI_HD std::uint64_t reached_words(const DevicePlanView& plan) {
  return (std::uint64_t{plan.reached_rows} + plan.connectivity.size) * words_per_block;
}

KAITEI_HD std::uint64_t count_words(std::uint32_t threads) {
  const std::uint32_t queues = threads / 32 * 2 * queue_length;
  return queues > trials_per_block ? queues : trials_per_block;
}

inline Footprint footprint(const DevicePlanView& plan, Placement placement, std::uint32_t threads) {
  const std::uint64_t failed = std::uint64_t{plan.literal_count} * words_per_block, reached = reached_words(plan);
  const std::uint64_t nodes = plan.component_nodes;
  const std::uint64_t always_global = std::uint64_t{plan.kept_rows} * words_per_block + nodes * words_per_block +
                                      (nodes + 1) + nodes * trials_per_block;
  Footprint words{count_words(threads), always_global};
  (placement == Placement::shared ? words.shared_words : words.global_words) += failed;
  (placement == Placement::global ? words.global_words : words.shared_words) += reached;
  words.global_words = (words.global_words + 31) / 32 * 32;
  return words;
}

template <Placement placement>
__device__ ThreadBlock lay_out(const DevicePlanView& plan, const Work& work, std::uint32_t* shared) {
  ThreadBlock t;
  t.lane = threadIdx.x % 32;
  t.warp = threadIdx.x / 32;
  t.warps = blockDim.x / 32;
  t.count = shared;
  t.queue = shared + t.warp * 2 * queue_length;
  shared += count_words(blockDim.x);
  std::uint32_t* global = work.memory + blockIdx.x * work.words_per_thread_block;
  const auto take = [](std::uint32_t*& from, std::uint64_t words) {
    std::uint32_t* const start = from;
    from += words;
    return start;
  };
  const std::uint64_t failed = static_cast<std::uint64_t>(plan.literal_count) * words_per_block;
  if constexpr (placement == Placement::shared) t.failed = take(shared, failed);
  else t.failed = take(global, failed);
  if constexpr (placement == Placement::global) t.reached = take(global, reached_words(plan));
  else t.reached = take(shared, reached_words(plan));
  t.lost = t.reached + static_cast<std::size_t>(plan.reached_rows) * words_per_block;
  t.kept = take(global, static_cast<std::uint64_t>(plan.kept_rows) * words_per_block);
  t.visited = take(global, static_cast<std::uint64_t>(plan.component_nodes) * words_per_block);
  t.stack = take(global, static_cast<std::uint64_t>(plan.component_nodes) * trials_per_block);
  t.suspects = global;
  return t;
}

// Element counts, and their joint counts with every outcome's disconnected trials.
__device__ inline void tally_elements(const DevicePlanView& plan, const ThreadBlock& t, const Work& work) {
  unsigned long long* const failed = work.tallies + plan.tally.element_failed;
  for (std::uint32_t e = t.warp; plan.element_failed && e < plan.element_count; e += t.warps)
    tally_sum(failed + e, t.lane, static_cast<std::uint32_t>(__popc(at(t.failed, e, t.lane) & t.valid)));
  for (std::uint32_t c = 0; plan.importance && c < plan.connectivity.size; ++c) {
    const std::uint32_t lost = at(t.lost, c, t.lane);
    if (!__any_sync(whole_warp, lost != 0)) continue;
    unsigned long long* const joint =
        work.tallies + plan.tally.failed_and_disconnected + static_cast<std::size_t>(c) * plan.element_count;
    for (std::uint32_t e = t.warp; e < plan.element_count; e += t.warps)
      tally_sum(joint + e, t.lane, static_cast<std::uint32_t>(__popc(at(t.failed, e, t.lane) & lost)));
  }
  if (!plan.elements_failed) return;
  count_rows(t, plan.element_count, [&](std::uint32_t e) { return at(t.failed, e, t.lane); });
  tally_counts(t, work.tallies + plan.tally.elements_failed, [](std::uint32_t number) { return number; });
}

// The outcomes that need the reach of one task.
__device__ inline void tally_task(const DevicePlanView& plan, std::uint32_t number, const ThreadBlock& t,
                                  const Work& work) {
  const DeviceTask& task = plan.tasks[number];
  tally_connectivity(plan, number, t, work);
  for (std::uint32_t s = 0; s < plan.set_reach_tasks.size; ++s) {
    if (plan.set_reach_tasks[s] != number) continue;
    count_rows(t, task.node_count, [&](std::uint32_t node) { return ~at(t.reached, node, t.lane); });
    tally_counts(t, work.tallies + plan.set_reach[s], [&](std::uint32_t missing) { return task.node_count - missing; });
  }
  if (task.kept != none)
    for (std::uint32_t node = t.warp; node <= task.node_count; node += t.warps)
      at(t.kept, task.kept + node, t.lane) = at(t.reached, node, t.lane);
  if (plan.has_components && number + 1 == plan.tasks.size) tally_components(plan, t, work);
  __syncthreads();
}

template <Placement placement>
__global__ void __launch_bounds__(1024) simulate_blocks(const DevicePlanView plan, const Work work) {
  KAITEI_DYNAMIC_SHARED(shared);
  ThreadBlock t = lay_out<placement>(plan, work, shared);
  for (std::uint64_t b = blockIdx.x; b < work.block_count; b += gridDim.x) {
    t.block = work.first_block + b;
    t.valid = valid_trials(work.range, t.block, t.lane);
    sample_elements(plan, t);
    if (work.names != nullptr) name_states(plan, t, work.names + b * trials_per_block);
    evaluate_gates(plan, t);
    for (std::uint32_t task = 0; task < plan.tasks.size; ++task) {
      reach(plan, plan.tasks[task], t);
      tally_task(plan, task, t, work);
    }
    tally_joining(plan, t, work);
    tally_elements(plan, t, work);
    if (t.warp == 0) tally_sum(work.tallies, t.lane, static_cast<std::uint32_t>(__popc(t.valid)));
    __syncthreads();
  }
}

}  // namespace kaitei::cuda

// Reach of one task in all 1024 trials, and the connectivity outcomes that ask for it.
#pragma once

#include "kernels/cuda/thread_block.cuh"

namespace kaitei::cuda {

// Leaves reached rows [0, node_count], the last of them zero. A warp pulls what a node's neighbours have reached over
// the edges that are up and is alone in writing the node; its neighbours belong to other phases, with a barrier
// between, so nothing is read while it is written.
__device__ inline void reach(const DevicePlanView& plan, const DeviceTask& task, const ThreadBlock& t) {
  for (std::uint32_t node = t.warp; node <= task.node_count; node += t.warps) at(t.reached, node, t.lane) = 0;
  __syncthreads();
  for (std::uint32_t s = t.warp; s < task.source_count; s += t.warps) {
    const ReachTask::Source& source = plan.sources[task.first_source + s];
    at(t.reached, source.node, t.lane) = ~at(t.failed, source.failed, t.lane);
  }
  __syncthreads();
  const std::uint32_t* phases = plan.phases.data + task.first_phase;
  for (bool forwards = true;; forwards = !forwards) {
    bool gained = false;
    for (std::uint32_t p = 0; p < task.phase_count; ++p) {
      const std::uint32_t phase = forwards ? p : task.phase_count - 1 - p;
      for (std::uint32_t v = phases[phase] + t.warp; v < phases[phase + 1]; v += t.warps) {
        const Visit& visit = plan.visits[v];
        const std::uint32_t before = at(t.reached, visit.node, t.lane);
        std::uint32_t after = before;
        if (before != 0xFFFFFFFFu)
          for (std::uint32_t i = visit.first; i < visit.first + visit.count; ++i) {
            const Neighbour& neighbour = plan.neighbours[i];
            after |= at(t.reached, neighbour.node, t.lane) & ~at(t.failed, neighbour.failed, t.lane);
          }
        if (after == before) continue;
        at(t.reached, visit.node, t.lane) = after;
        gained = true;
      }
      __syncthreads();
    }
    if (!__syncthreads_or(gained)) return;
    if (task.exit_count == 0) continue;
    std::uint32_t settled = 0xFFFFFFFFu;
    if (t.warp == 0)
      for (std::uint32_t i = 0; i < task.exit_count; ++i)
        settled &= at(t.reached, plan.nodes[task.first_exit + i], t.lane);
    if (__syncthreads_and(settled == 0xFFFFFFFFu)) return;
  }
}

// The disconnected trials of every outcome of the task: into `lost`, the tallies, and the trial bits if asked.
__device__ inline void tally_connectivity(const DevicePlanView& plan, std::uint32_t task, const ThreadBlock& t,
                                          const Work& work) {
  for (std::uint32_t c = t.warp; c < plan.connectivity.size; c += t.warps) {
    const DeviceConnectivity& outcome = plan.connectivity[c];
    if (outcome.task != task) continue;
    const bool any_suffices = outcome.quantifier == Quantifier::any;
    std::uint32_t connected = any_suffices ? 0u : 0xFFFFFFFFu;
    for (std::uint32_t i = 0; i < outcome.target_count; ++i) {
      const std::uint32_t target = at(t.reached, plan.nodes[outcome.first_target + i], t.lane);
      connected = any_suffices ? connected | target : connected & target;
    }
    const std::uint32_t lost = ~connected & t.valid;
    at(t.lost, c, t.lane) = lost;
    tally_sum(work.tallies + plan.tally.disconnected + c, t.lane, static_cast<std::uint32_t>(__popc(lost)));
    if (work.bits != nullptr)
      work.bits[(c * work.block_count + t.block - work.first_block) * words_per_block + t.lane] = lost;
  }
}

}  // namespace kaitei::cuda

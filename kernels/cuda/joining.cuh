// Systems and capacity that still join two landsides, and the damage of each trial: a thread a trial.
#pragma once

#include "kernels/cuda/thread_block.cuh"
#include "kernels/tallies.hpp"

namespace kaitei::cuda {

// All 32 lanes call it: their sum into the two 64-bit words at `tally`, the carry counted exactly.
__device__ inline void tally_sum_128(unsigned long long* tally, std::uint32_t lane, Uint128 value) {
  unsigned long long low = static_cast<unsigned long long>(value), high = static_cast<unsigned long long>(value >> 64);
  for (int step = 16; step != 0; step /= 2) {
    const unsigned long long other_low = __shfl_xor_sync(whole_warp, low, step);
    high += __shfl_xor_sync(whole_warp, high, step);
    low += other_low;
    high += low < other_low;
  }
  if (lane != 0) return;
  high += atomicAdd(tally, low) + low < low;
  if (high != 0) atomicAdd(tally + 1, high);
}

struct Joining {
  std::uint32_t systems;
  std::uint64_t gbps;
};

// Of this lane's trial in the word.
__device__ inline Joining count_joining(const DevicePlanView& plan, const DeviceJoining& outcome, const ThreadBlock& t,
                                        std::uint32_t word) {
  std::uint32_t* const a = t.kept + static_cast<std::size_t>(outcome.kept_a) * words_per_block;
  std::uint32_t* const b = t.kept + static_cast<std::size_t>(outcome.kept_b) * words_per_block;
  Joining joining{0, 0};
  std::uint32_t system_joins = 0, system = none;
  for (std::uint32_t r = 0; r < outcome.route_count; ++r) {
    const JoiningOutcome::Route& route = plan.routes[outcome.first_route + r];
    if (route.system != system) {
      joining.systems += (system_joins >> t.lane) & 1u;
      system_joins = 0;
      system = route.system;
    }
    const std::uint32_t joins = ~at(t.failed, route.failed, word) &
                                ((at(a, route.from_in_a, word) & at(b, route.to_in_b, word)) |
                                 (at(a, route.to_in_a, word) & at(b, route.from_in_b, word)));
    if ((joins >> t.lane) & 1u) joining.gbps += route.capacity_gbps;
    system_joins |= joins;
  }
  joining.systems += (system_joins >> t.lane) & 1u;
  return joining;
}

// Joining outcomes, and the candidates for the worst trials if asked.
__device__ inline void tally_joining(const DevicePlanView& plan, const ThreadBlock& t, const Work& work) {
  if (plan.joining.size == 0 && work.candidates == nullptr) return;
  for (std::uint32_t word = t.warp; word < words_per_block; word += t.warps) {
    const bool counts = ((valid_trials(work.range, t.block, word) >> t.lane) & 1u) != 0;
    std::uint64_t damage = 0;
    for (std::uint32_t j = 0; j < plan.joining.size; ++j) {
      const DeviceJoining& outcome = plan.joining[j];
      const Joining joining = count_joining(plan, outcome, t, word);
      tally_value(work.tallies + plan.systems_joining[j], t.lane, counts, joining.systems);
      tally_value(work.tallies + plan.capacity[j], t.lane, counts, joining.gbps / outcome.bin_width_gbps);
      unsigned long long* const moments = work.tallies + plan.tally.capacity_gbps + 4 * j;
      const Uint128 gbps = counts ? joining.gbps : 0;
      tally_sum_128(moments, t.lane, gbps);
      tally_sum_128(moments + 2, t.lane, gbps * gbps);
      damage += (outcome.system_count - joining.systems) * WorstTrial::system + outcome.total_gbps - joining.gbps;
    }
    if (work.candidates == nullptr || !counts) continue;
    for (std::uint32_t c = 0; c < plan.connectivity.size; ++c)
      damage += ((at(t.lost, c, word) >> t.lane) & 1u) * WorstTrial::outcome;
    const std::uint64_t trial = t.block * trials_per_block + word * trials_per_word + t.lane;
    if (damage > work.floor.damage || (damage == work.floor.damage && damage != 0 && trial < work.floor.trial))
      work.candidates[atomicAdd(work.candidate_count, 1ull)] = {damage, trial};
  }
  __syncthreads();
}

}  // namespace kaitei::cuda

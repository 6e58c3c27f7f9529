// What the threads of one block share while they work on one block of 1024 trials: lane l of a warp holds word l of
// whatever row the warp looks at, and warps share out the rows.
#pragma once

#include <cstdint>

#include "kernels/cuda/device_plan.hpp"
#include "kernels/cuda/portable.hpp"
#include "kernels/trials.hpp"

namespace kaitei::cuda {

inline constexpr std::uint32_t whole_warp = 0xFFFFFFFFu;
inline constexpr std::uint32_t queue_length = 64;  // undecided words that a warp may have waiting

// A trial and the damage it did, as WorstTrial, for the host to choose from.
struct Candidate {
  std::uint64_t damage, trial;
};

// One launch: which trials, and where the counts go.
struct Work {
  TrialRange range;                     // trials that count
  std::uint64_t first_block, block_count;
  unsigned long long* tallies;          // as TallyOffsets says
  std::uint32_t* bits;                  // [connectivity][block_count * 32], null: not asked
  Candidate* candidates;                // one place per trial of the launch, null: worst trials are not asked
  unsigned long long* candidate_count;
  std::uint64_t* names;                 // [block_count * 1024] of the trials' failure states, null: not asked
  Candidate floor;                      // a candidate does more damage, or as much at an earlier trial
  std::uint32_t* memory;                // global memory of the thread blocks
  std::uint64_t words_per_thread_block;
};

// Rows of 32 words in shared or in global memory, and where this thread stands.
struct ThreadBlock {
  std::uint32_t* failed;    // [literal]
  std::uint32_t* reached;   // [node of the task in hand]
  std::uint32_t* lost;      // [connectivity]: disconnected trials
  std::uint32_t* kept;      // [kept row]: reach of the tasks that joining outcomes ask for
  std::uint32_t* visited;   // [node]: labelled by the component search
  std::uint32_t* suspects;  // nodes that the hub missed in some trial: how many, then which
  std::uint32_t* stack;     // [depth][trial] of the component search
  std::uint32_t* count;     // [trial of a word][word] in shared memory: one number per trial
  std::uint32_t* queue;     // shared: [2][queue_length] of this warp; the same memory as `count`
  std::uint32_t lane, warp, warps;
  std::uint64_t block;      // of trials
  std::uint32_t valid;      // trials of this lane's word that count
};

__device__ inline std::uint32_t& at(std::uint32_t* rows, std::uint32_t row, std::uint32_t word) {
  return rows[static_cast<std::size_t>(row) * words_per_block + word];
}

// All 32 lanes call it: adds their sum to the tally.
__device__ inline void tally_sum(unsigned long long* tally, std::uint32_t lane, std::uint32_t value) {
  const std::uint32_t sum = __reduce_add_sync(whole_warp, value);
  if (lane == 0 && sum != 0) atomicAdd(tally, static_cast<unsigned long long>(sum));
}

// All 32 lanes call it, those with counts == false for company: adds one to histogram[value] for each, with one atomic
// operation for all lanes of a value.
__device__ inline void tally_value(unsigned long long* histogram, std::uint32_t lane, bool counts, std::uint64_t value) {
  const std::uint32_t members = __ballot_sync(whole_warp, counts);
  const std::uint32_t equal = __match_any_sync(whole_warp, static_cast<unsigned long long>(value)) & members;
  if (counts && static_cast<std::uint32_t>(__ffs(static_cast<int>(equal))) == lane + 1)
    atomicAdd(histogram + value, static_cast<unsigned long long>(__popc(equal)));
}

}  // namespace kaitei::cuda

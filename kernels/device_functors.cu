// The engine's functors, compiled for the device: sampling, gates, reach and connectivity. Not a backend yet; it holds
// the functors to what a device can run, in every architecture of the list, without warnings or spills.
#include <cstdint>

#include "kernels/bernoulli.hpp"
#include "kernels/block.hpp"
#include "kernels/plan.hpp"
#include "kernels/reach.hpp"

namespace kaitei {

// One block of 1024 trials per thread block of 32 threads: the threads share out the elements, then each has a word.
// failed: literal_count * 32 words per block; reached: reach_slots words per thread; both device memory. Adds the
// disconnected trials of every connectivity outcome to `disconnected_count`.
__global__ void simulate_blocks(PlanView plan, std::uint64_t first_block, std::uint32_t* failed_of_block,
                                Word32* reached_of_thread, unsigned long long* disconnected_count) {
  const std::uint32_t word = threadIdx.x;
  std::uint32_t* failed = failed_of_block + std::size_t{blockIdx.x} * plan.literal_count * words_per_block;
  if (plan.combinations.size != 0) {
    fill_combinations(plan.combinations, (first_block + blockIdx.x) * trials_per_block + word * trials_per_word, word,
                      word + 1, failed);
  } else {
    for (std::uint32_t e = word; e < plan.elements.size; e += words_per_block)
      sample_element<Word32, Word32>(plan, plan.elements[e], first_block + blockIdx.x, failed + e * words_per_block);
  }
  __syncthreads();
  evaluate_gates<Word32>(plan, word, failed);
  Word32* reached = reached_of_thread + (std::size_t{blockIdx.x} * words_per_block + word) * plan.reach_slots;
  for (const TaskView& task : plan.tasks) reach(task, failed, word, reached + task.offset);
  for (std::uint32_t c = 0; c < plan.connectivity.size; ++c) {
    const ConnectivityView& outcome = plan.connectivity[c];
    const Word32 lost = disconnected(outcome, reached + plan.tasks[outcome.task].offset);
    atomicAdd(disconnected_count + c, static_cast<unsigned long long>(__popc(lost.value)));
  }
}

}  // namespace kaitei

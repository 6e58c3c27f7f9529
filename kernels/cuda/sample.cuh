// Failed bits of every element and gate for one block of 1024 trials.
#pragma once

#include "kernels/bernoulli.hpp"
#include "kernels/combinations.hpp"
#include "kernels/cuda/thread_block.cuh"
#include "kernels/distinct_states.hpp"

namespace kaitei::cuda {

// After eight bits of U about one word in eight has an undecided trial, and a warp that went on would go on for all of
// them. So those words wait in a queue until they fill a warp.
class DenseSampler {
 public:
  __device__ DenseSampler(const DevicePlanView& plan, const ThreadBlock& t)
      : plan_(plan), t_(t), first_(Word32{static_cast<std::uint32_t>(t.block * words_per_block + t.lane)}) {}

  __device__ void sample(std::uint32_t index) {
    const SampledElement& element = plan_.samples[index];
    std::uint64_t threshold = element.sampler.threshold;
    Word32 failed{0}, undecided{0xFFFFFFFFu};
    Word32 random[decided_at_once][4];
    philox_pair(first_, static_cast<std::uint32_t>((t_.block * words_per_block) >> 32) << 16,
                static_cast<std::uint32_t>(element.sampler.element),
                static_cast<std::uint32_t>(element.sampler.element >> 32), plan_.keys.dense, random);
    decide_four(random[0], threshold, failed, undecided);
    decide_four(random[1], threshold, failed, undecided);
    at(t_.failed, element.literal, t_.lane) = failed.value;
    const bool waits = threshold != 0 && any(undecided);
    const std::uint32_t waiting = __ballot_sync(whole_warp, waits);
    if (waits) {
      const std::uint32_t place = waiting_ + static_cast<std::uint32_t>(__popc(waiting & ((1u << t_.lane) - 1)));
      t_.queue[place] = index * words_per_block + t_.lane;
      t_.queue[queue_length + place] = undecided.value;
    }
    waiting_ += static_cast<std::uint32_t>(__popc(waiting));
    __syncwarp();
    if (waiting_ >= 32) decide(32);
  }

  __device__ void finish() {
    if (waiting_ != 0) decide(waiting_);
  }

 private:
  static constexpr std::uint32_t decided_at_once = 2;  // quads

  // The last `count` words of the queue, one a lane.
  __device__ void decide(std::uint32_t count) {
    waiting_ -= count;
    if (t_.lane < count) {
      const std::uint32_t entry = t_.queue[waiting_ + t_.lane];
      const SampledElement& element = plan_.samples[entry / words_per_block];
      std::uint64_t threshold = element.sampler.threshold << (4 * decided_at_once);
      Word32 failed{0}, undecided{t_.queue[queue_length + waiting_ + t_.lane]};
      const std::uint64_t word = t_.block * words_per_block + entry % words_per_block;
      for (std::uint32_t quad = decided_at_once; threshold != 0 && any(undecided); ++quad) {
        Word32 random[4];
        draw_quad(random, Word32{static_cast<std::uint32_t>(word)}, static_cast<std::uint32_t>(word >> 32),
                  Word32{quad}, element.sampler.element, plan_.keys.dense);
        decide_four(random, threshold, failed, undecided);
      }
      at(t_.failed, element.literal, entry % words_per_block) |= failed.value;
    }
    __syncwarp();
  }

  const DevicePlanView& plan_;
  const ThreadBlock& t_;
  const PhiloxFirst<Word32> first_;
  std::uint32_t waiting_ = 0;
};

// Up to 32 / lanes sparse elements side by side: each lane draws one candidate, and a prefix sum over the gaps says in
// which trial it stands.
__device__ inline void sample_sparse(const DevicePlanView& plan, const ThreadBlock& t, const SamplingJob& job) {
  const std::uint32_t lanes = job.lanes, place = t.lane % lanes, number = t.lane / lanes;
  for (std::uint32_t i = 0; i < job.count; ++i) at(t.failed, plan.samples[job.first + i].literal, t.lane) = 0;
  __syncwarp();
  const SampledElement& element = plan.samples[job.first + (number < job.count ? number : 0)];
  const GapTable& table = plan.gap_tables[job.shift - smallest_shift];
  const std::uint64_t keep = element.sampler.threshold << job.shift;
  std::uint32_t next = number < job.count ? 0 : trials_per_block;  // the first trial not yet looked at
  for (std::uint32_t quad = place; __any_sync(whole_warp, next < trials_per_block); quad += lanes) {
    std::uint32_t span = 0;  // the gap and the candidate after it
    bool kept = false;
    if (next < trials_per_block) {
      Word32 random[4];
      draw_quad(random, Word32{static_cast<std::uint32_t>(t.block)}, static_cast<std::uint32_t>(t.block >> 32),
                Word32{quad}, element.sampler.element, plan.keys.sparse);
      span = 1 + table.gap(static_cast<std::uint64_t>(random[0].value) << 32 | random[1].value);
      kept = (static_cast<std::uint64_t>(random[2].value) << 32 | random[3].value) < keep;
    }
    for (std::uint32_t step = 1; step < lanes; step *= 2) {
      const std::uint32_t before = __shfl_up_sync(whole_warp, span, step, static_cast<int>(lanes));
      if (place >= step) span += before;
    }
    const std::uint32_t trial = next + span - 1;
    if (kept && trial < trials_per_block)
      atomicOr(&at(t.failed, element.literal, trial / trials_per_word), 1u << (trial % trials_per_word));
    next += __shfl_sync(whole_warp, span, static_cast<int>(lanes - 1), static_cast<int>(lanes));
  }
}

__device__ inline void draw_elements(const DevicePlanView& plan, const ThreadBlock& t) {
  DenseSampler dense(plan, t);
  for (std::uint32_t j = t.warp; j < plan.jobs.size; j += t.warps) {
    const SamplingJob& job = plan.jobs[j];
    if (job.kind == SamplerKind::dense) dense.sample(job.first);
    else if (job.kind == SamplerKind::sparse) sample_sparse(plan, t, job);
    else
      for (std::uint32_t i = 0; i < job.count; ++i)
        at(t.failed, plan.samples[job.first + i].literal, t.lane) = job.kind == SamplerKind::always ? 0xFFFFFFFFu : 0u;
  }
  dense.finish();
}

// A thread a trial; a word is 32 of them.
__device__ inline void add_listed(const DevicePlanView& plan, const ThreadBlock& t) {
  for (std::uint32_t word = t.warp; word < words_per_block; word += t.warps)
    for_each_listed(plan.lists, t.block * trials_per_block + word * trials_per_word + t.lane,
                    [&](std::uint32_t element) { atomicOr(&at(t.failed, element, word), 1u << t.lane); });
  __syncthreads();
}

// A thread a trial; the lanes of a warp read the same word.
__device__ inline void name_states(const DevicePlanView& plan, const ThreadBlock& t, std::uint64_t* names) {
  for (std::uint32_t word = t.warp; word < words_per_block; word += t.warps) {
    std::uint64_t name = 0;
    for (std::uint32_t e = 0; e < plan.element_count; ++e)
      if ((at(t.failed, e, word) >> t.lane & 1u) != 0) name ^= element_name(e);
    names[word * trials_per_word + t.lane] = name;
  }
}

__device__ inline void sample_elements(const DevicePlanView& plan, const ThreadBlock& t) {
  if (plan.combinations.size != 0) {  // sets of k elements: a lane fills its word of every element
    if (t.warp == 0)
      fill_combinations(plan.combinations, t.block * trials_per_block + t.lane * trials_per_word, t.lane, t.lane + 1,
                        t.failed);
    __syncthreads();
    return;
  }
  if (plan.lists.replaces_draws()) {
    for (std::uint32_t e = t.warp; e < plan.element_count; e += t.warps) at(t.failed, e, t.lane) = 0;
  } else {
    draw_elements(plan, t);
  }
  __syncthreads();
  if (plan.lists.trials != 0) add_listed(plan, t);
}

__device__ inline void evaluate_gates(const DevicePlanView& plan, const ThreadBlock& t) {
  for (std::uint32_t level = 0; level + 1 < plan.gate_levels.size; ++level) {
    for (std::uint32_t g = plan.gate_levels[level] + t.warp; g < plan.gate_levels[level + 1]; g += t.warps) {
      const DeviceGate& gate = plan.gates[g];
      const bool needs_all = gate.kind == GateKind::all_up;
      std::uint32_t down = needs_all ? 0u : 0xFFFFFFFFu;
      for (std::uint32_t i = 0; i < gate.input_count; ++i) {
        const std::uint32_t input = at(t.failed, plan.gate_inputs[gate.first_input + i], t.lane);
        down = needs_all ? down | input : down & input;
      }
      at(t.failed, gate.output, t.lane) = down;
    }
    __syncthreads();
  }
}

}  // namespace kaitei::cuda

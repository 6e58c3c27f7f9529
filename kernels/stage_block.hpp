// A block of trials in stages (stages.hpp): the words whose answers are open after one stage are gathered with those
// of other blocks, so that the next stage works on full vectors again.
#pragma once

#include <cstdint>

#include "kernels/block.hpp"
#include "kernels/plan.hpp"
#include "kernels/sample_block.hpp"

namespace kaitei {

inline constexpr std::uint32_t stage_count = 3;

// Memory of one thread, owned by cpu_backend.cpp.
struct StageScratch {
  WordSlots slots[stage_count];        // [0]: the block at hand; the others: words that wait for their stage
  std::uint32_t* failed[stage_count];  // literal_count * 32 each
  std::uint32_t* reached;              // reach_slots vectors
  Worklist work;                       // for the nodes of every task
  std::uint32_t* disconnected;         // connectivity outcomes * 32
};

// Where the disconnected trials go: counts, and, if row is not null, their bits from word first_word on.
struct StageSink {
  std::uint64_t* disconnected;
  std::uint64_t first_word;
  std::uint32_t* const* row;
};

template <class V>
void run_stage(const PlanView& plan, std::uint32_t number, StageScratch& scratch, const StageSink& sink);

// Hands a word and what is known of it to the next stage, which runs when it has 32.
template <class V>
void pass_on(const PlanView& plan, std::uint32_t number, std::uint32_t slot, StageScratch& scratch,
             const StageSink& sink) {
  const WordSlots& from = scratch.slots[number];
  WordSlots& to = scratch.slots[number + 1];
  if (to.used != 0 && to.word[0] >> 32 != from.word[slot] >> 32) run_stage<V>(plan, number + 1, scratch, sink);
  const std::uint32_t place = to.used++;
  to.word[place] = from.word[slot];
  to.valid[place] = from.valid[slot];
  for (const Literal literal : plan.stages[number].known)
    scratch.failed[number + 1][literal * words_per_block + place] =
        scratch.failed[number][literal * words_per_block + slot];
  if (to.used == words_per_block) run_stage<V>(plan, number + 1, scratch, sink);
}

// Empties the slots of a stage.
template <class V>
void run_stage(const PlanView& plan, std::uint32_t number, StageScratch& scratch, const StageSink& sink) {
  const StageView& stage = plan.stages[number];
  WordSlots& slots = scratch.slots[number];
  std::uint32_t* failed = scratch.failed[number];
  sample_words<V>(plan, stage.elements, slots, failed);
  V* reached = reinterpret_cast<V*>(scratch.reached);
  std::uint32_t open[words_per_block] = {};
  for (std::uint32_t word = 0; word < slots.used; word += V::words) {
    for (const std::uint32_t gate : stage.gates) evaluate_gate<V>(plan, gate, word, failed);
    for (std::uint32_t t = 0; t < plan.tasks.size; ++t)
      reach<V>(plan.tasks[t], stage.adjacency[t], failed, word, nullptr, scratch.work, reached + plan.tasks[t].offset);
    for (std::uint32_t c = 0; c < plan.connectivity.size; ++c) {
      const ConnectivityView& outcome = plan.connectivity[c];
      disconnected(outcome, reached + plan.tasks[outcome.task].offset)
          .store(scratch.disconnected + c * words_per_block + word);
    }
  }
  const bool last = number + 1 == stage_count;
  for (std::uint32_t c = 0; c < plan.connectivity.size; ++c)
    for (std::uint32_t slot = 0; slot < slots.used; ++slot) {
      const std::uint32_t lost = scratch.disconnected[c * words_per_block + slot] & slots.valid[slot];
      open[slot] |= lost;
      if (!last || lost == 0) continue;
      sink.disconnected[c] += static_cast<std::uint64_t>(__builtin_popcount(lost));
      if (sink.row != nullptr) sink.row[c][slots.word[slot] - sink.first_word] |= lost;
    }
  for (std::uint32_t slot = 0; !last && slot < slots.used; ++slot)
    if (open[slot] != 0) pass_on<V>(plan, number, slot, scratch, sink);
  slots.used = 0;
}

// The trials of a range that is not empty; no word waits when it returns.
template <class V>
void simulate_stages(const PlanView& plan, TrialRange range, StageScratch& scratch, const StageSink& sink) {
  const std::uint64_t end = (range.first + range.count - 1) / trials_per_block + 1;
  for (std::uint64_t block = range.first / trials_per_block; block < end; ++block) {
    WordSlots& slots = scratch.slots[0];
    slots.used = words_per_block;
    for (std::uint32_t word = 0; word < words_per_block; ++word) {
      slots.word[word] = block * words_per_block + word;
      slots.valid[word] = valid_trials(range, block, word);
    }
    run_stage<V>(plan, 0, scratch, sink);
  }
  for (std::uint32_t number = 1; number < stage_count; ++number)
    if (scratch.slots[number].used != 0) run_stage<V>(plan, number, scratch, sink);
}

}  // namespace kaitei

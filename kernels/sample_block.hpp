// The failed bits of elements in 32 words of trials, on the CPU: the same bits as bernoulli_dense and bernoulli_sparse
// give, in the order that keeps the vectors full. The first eight bits of U settle 255 of 256 lanes, so each dense
// element gets eight at once; the words left with an undecided lane, about one in nine, wait in a queue that is worked
// off eight vectors at a time, whatever elements they belong to. What runs seldom is not inlined: it would take registers
// from the loop that draws eight bits.
#pragma once

#include <cstdint>

#include "kernels/bernoulli.hpp"
#include "kernels/plan.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// 32 words of trials: those of one block in their order, or any others whose numbers agree in the upper 32 bits.
struct WordSlots {
  std::uint64_t word[words_per_block];
  std::uint32_t valid[words_per_block];  // trials that count
  std::uint32_t used = 0;                // slots filled, from the first
};

// Words in which some lane is undecided: `position` is element * 32 + slot, `quad` the next four bits of
// U that it needs.
template <class V>
struct UndecidedWords {
  static constexpr std::uint32_t at_once = 8 * V::words;  // worked off together
  static constexpr std::uint32_t capacity = at_once + 2 * V::words;
  alignas(64) std::uint32_t position[capacity], undecided[capacity], quad[capacity];
  std::uint32_t count = 0;

  KAITEI_HD void add(V undecided_lanes, V positions, std::uint32_t next_quad) {
    V::splat(next_quad).store(quad + count);
    count += pack_nonzero(undecided_lanes, positions, undecided + count, position + count);
  }
};

KAITEI_HD std::uint64_t bits_left(std::uint64_t threshold, std::uint32_t quad) {
  return quad < 16 ? threshold << (4 * quad) : 0;
}

// Four more bits for all words of the queue; those still undecided stay in it.
template <class V>
__attribute__((noinline)) void decide_more(const PlanView& plan, const PhiloxKeys<typename V::Products>& keys,
                                           const WordSlots& slots, UndecidedWords<V>& queue, std::uint32_t* failed) {
  constexpr std::uint32_t most = UndecidedWords<V>::capacity;
  alignas(64) std::uint32_t word[most], element_low[most], element_high[most], bits[most];
  const std::uint32_t taken = queue.count;
  for (std::uint32_t i = 0; i < taken; ++i) {
    const ElementSampler& sampler = plan.elements[queue.position[i] / words_per_block];
    word[i] = static_cast<std::uint32_t>(slots.word[queue.position[i] % words_per_block]);
    element_low[i] = static_cast<std::uint32_t>(sampler.element);
    element_high[i] = static_cast<std::uint32_t>(sampler.element >> 32);
    bits[i] = static_cast<std::uint32_t>(bits_left(sampler.threshold, queue.quad[i]) >> 60);
  }
  for (std::uint32_t i = taken; i % V::words != 0; ++i)
    word[i] = element_low[i] = element_high[i] = bits[i] = queue.undecided[i] = queue.quad[i] = 0;
  for (std::uint32_t i = 0; i < taken; i += V::words) {
    V random[4] = {V::load(word + i),
                   V::splat(static_cast<std::uint32_t>(slots.word[0] >> 32) << 16) | V::load(queue.quad + i),
                   V::load(element_low + i), V::load(element_high + i)};
    philox4x32_10(random, keys);
    const V threshold = V::load(bits + i), asked = V::load(queue.undecided + i);
    V undecided = asked, below = V::splat(0);
    for (std::uint32_t b = 4; b-- > 0;) {
      const V bit = spread_bit(threshold, 3 - b);
      below = majority_not(bit, random[b], below);
      undecided = undecided & ~(random[b] ^ bit);
    }
    (below & asked).store(word + i);
    undecided.store(queue.undecided + i);
  }
  queue.count = 0;
  for (std::uint32_t i = 0; i < taken; ++i) {
    const std::uint32_t at = queue.position[i], left = queue.undecided[i], quad = queue.quad[i] + 1;
    failed[at] |= word[i];
    if (left == 0 || bits_left(plan.elements[at / words_per_block].threshold, quad) == 0) continue;
    queue.position[queue.count] = at;
    queue.undecided[queue.count] = left;
    queue.quad[queue.count++] = quad;
  }
}

// Element e's words from slot `slot` by eight bits of U, most significant first; undecided lanes read "not failed".
template <class V>
KAITEI_HD void sample_dense(const PlanView& plan, const PhiloxKeys<typename V::Products>& keys,
                            std::uint32_t word_high, const PhiloxFirst<V>& first, std::uint32_t e, std::uint32_t slot,
                            UndecidedWords<V>& queue, std::uint32_t* failed) {
  const ElementSampler& sampler = plan.elements[e];
  V random[2][4];
  philox_pair(first, word_high << 16, static_cast<std::uint32_t>(sampler.element),
              static_cast<std::uint32_t>(sampler.element >> 32), keys, random);
  V below = V::splat(0), undecided = V::splat(0xFFFFFFFFu);
  KAITEI_UNROLL(8)
  for (int i = first_bit_count - 1; i >= 0; --i) {  // U < P, from the lowest of the bits up
    const V bit = V::splat(plan.first_bits[e].bit[i]);
    const V drawn = random[i / 4][i % 4];
    below = majority_not(bit, drawn, below);
    undecided = undecided & ~(drawn ^ bit);
  }
  below.store(failed + e * words_per_block + slot);
  if (bits_left(sampler.threshold, 2) != 0)
    queue.add(undecided, V::splat(e * words_per_block + slot) + V::iota(), 2);
}

// Where the slots pass from one block to another: block i's are first[i] to first[i + 1] - 1.
struct SlotBlocks {
  std::uint32_t first[words_per_block + 1], count = 0;

  KAITEI_HD explicit SlotBlocks(const WordSlots& slots) {
    for (std::uint32_t slot = 0; slot < slots.used; ++slot)
      if (slot == 0 || slots.word[slot] / words_per_block != slots.word[slot - 1] / words_per_block)
        first[count++] = slot;
    first[count] = slots.used;
  }
};

// Sparse elements whose first quads are drawn already, so that one element's draws need not wait until the end of the
// one before it is known, which is hard to foresee.
template <class V>
struct SparseJobs {
  static constexpr std::uint32_t most = 8;
  SparseQuads<V> quads[most];
  std::uint32_t element[most], block[most], count = 0;  // block: which of the slots' blocks
};

// Into rows that are zero. The sampler knows whole blocks only: where not all of a block is asked, its words are picked
// out.
template <class V>
__attribute__((noinline)) void finish_sparse(const PlanView& plan, const PhiloxKeys<typename V::Products>& keys,
                                             const WordSlots& slots, const SlotBlocks& blocks, SparseJobs<V>& jobs,
                                             std::uint32_t* failed) {
  for (std::uint32_t i = 0; i < jobs.count; ++i) {
    const ElementSampler& sampler = plan.elements[jobs.element[i]];
    const GapTable& table = plan.gap_tables[sampler.shift - smallest_shift];
    std::uint32_t* const row = failed + jobs.element[i] * words_per_block;
    const std::uint32_t begin = blocks.first[jobs.block[i]], end = blocks.first[jobs.block[i] + 1];
    const std::uint64_t block = slots.word[begin] / words_per_block;
    if (end - begin == words_per_block) {
      bernoulli_sparse(sampler, keys, block, table, jobs.quads[i], row);
      continue;
    }
    std::uint32_t made[words_per_block] = {};
    bernoulli_sparse(sampler, keys, block, table, jobs.quads[i], made);
    for (std::uint32_t slot = begin; slot < end; ++slot) row[slot] = made[slots.word[slot] % words_per_block];
  }
  jobs.count = 0;
}

template <class V>
KAITEI_HD void sample_sparse(const PlanView& plan, const PhiloxKeys<typename V::Products>& keys, std::uint32_t e,
                             const WordSlots& slots, const SlotBlocks& blocks, SparseJobs<V>& jobs,
                             std::uint32_t* failed) {
  for (std::uint32_t block = 0; block < blocks.count; ++block) {
    if (jobs.count == SparseJobs<V>::most) finish_sparse(plan, keys, slots, blocks, jobs, failed);
    jobs.quads[jobs.count].draw(plan.elements[e], keys, slots.word[blocks.first[block]] / words_per_block, 0);
    jobs.element[jobs.count] = e;
    jobs.block[jobs.count++] = block;
  }
}

// The elements listed, in the slots used (and perhaps a few more): element e's words at failed[e * 32].
template <class V>
__attribute__((noinline)) void sample_words(const PlanView& plan, const Slice<std::uint32_t>& elements,
                                            const WordSlots& slots, std::uint32_t* failed) {
  const PhiloxKeys<typename V::Products> dense(plan.keys.dense), sparse(plan.keys.sparse);
  UndecidedWords<V> queue;
  SparseJobs<V> jobs;
  const SlotBlocks blocks(slots);
  PhiloxFirst<V> first[words_per_block / V::words];
  alignas(64) std::uint32_t low[words_per_block] = {};
  for (std::uint32_t slot = 0; slot < slots.used; ++slot) low[slot] = static_cast<std::uint32_t>(slots.word[slot]);
  for (std::uint32_t slot = 0; slot < words_per_block; slot += V::words)
    first[slot / V::words] = PhiloxFirst<V>(V::load(low + slot));
  const auto word_high = static_cast<std::uint32_t>(slots.word[0] >> 32);
  for (const std::uint32_t e : elements) {
    const ElementSampler& sampler = plan.elements[e];
    std::uint32_t* row = failed + e * words_per_block;
    if (sampler.kind == SamplerKind::dense) {
      for (std::uint32_t slot = 0; slot < slots.used; slot += V::words) {
        sample_dense(plan, dense, word_high, first[slot / V::words], e, slot, queue, failed);
        while (queue.count >= UndecidedWords<V>::at_once) decide_more(plan, dense, slots, queue, failed);
      }
      continue;
    }
    const V fill = V::splat(sampler.kind == SamplerKind::always ? 0xFFFFFFFFu : 0u);
    for (std::uint32_t word = 0; word < words_per_block; word += V::words) fill.store(row + word);
    if (sampler.kind == SamplerKind::sparse) sample_sparse(plan, sparse, e, slots, blocks, jobs, failed);
  }
  finish_sparse(plan, sparse, slots, blocks, jobs, failed);
  while (queue.count != 0) decide_more(plan, dense, slots, queue, failed);
}

KAITEI_HD WordSlots block_slots(std::uint64_t block, const std::uint32_t* valid) {
  WordSlots slots;
  slots.used = words_per_block;
  for (std::uint32_t word = 0; word < words_per_block; ++word) {
    slots.word[word] = block * words_per_block + word;
    slots.valid[word] = valid[word];
  }
  return slots;
}

}  // namespace kaitei

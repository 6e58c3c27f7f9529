// The failed bits of elements in 32 words of trials, on the CPU: the same bits as bernoulli_dense and bernoulli_sparse
// give, in the order that keeps the vectors full. The first eight bits of U settle 255 of 256 lanes, so each dense
// element gets eight at once; the words left with an undecided lane, about one in nine, wait in a queue that is worked
// off a vector at a time, whatever elements they belong to.
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
  static constexpr std::uint32_t capacity = 3 * V::words;
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

// Four more bits for the words at the queue's end, at most a vector of them; those still undecided go back.
template <class V>
KAITEI_HD void decide_last(const PlanView& plan, const PhiloxKeys<typename V::Products>& keys,
                           const WordSlots& slots, UndecidedWords<V>& queue, std::uint32_t* failed) {
  const std::uint32_t taken = queue.count < V::words ? queue.count : V::words, first = queue.count - taken;
  alignas(64) std::uint32_t word[V::words] = {}, element_low[V::words] = {}, element_high[V::words] = {},
                            bits[V::words] = {};
  for (std::uint32_t i = 0; i < taken; ++i) {
    const ElementSampler& sampler = plan.elements[queue.position[first + i] / words_per_block];
    word[i] = static_cast<std::uint32_t>(slots.word[queue.position[first + i] % words_per_block]);
    element_low[i] = static_cast<std::uint32_t>(sampler.element);
    element_high[i] = static_cast<std::uint32_t>(sampler.element >> 32);
    bits[i] = static_cast<std::uint32_t>(bits_left(sampler.threshold, queue.quad[first + i]) >> 60);
  }
  V random[4] = {V::load(word),
                 V::splat(static_cast<std::uint32_t>(slots.word[0] >> 32) << 16) | V::load(queue.quad + first),
                 V::load(element_low), V::load(element_high)};
  philox4x32_10(random, keys);
  const V threshold = V::load(bits);
  V undecided = V::load(queue.undecided + first), below = V::splat(0);
  const V asked = undecided;
  for (std::uint32_t i = 4; i-- > 0;) {
    const V bit = spread_bit(threshold, 3 - i);
    below = majority_not(bit, random[i], below);
    undecided = undecided & ~(random[i] ^ bit);
  }
  alignas(64) std::uint32_t found[V::words], left[V::words];
  (below & asked).store(found);
  undecided.store(left);
  queue.count = first;
  for (std::uint32_t i = 0; i < taken; ++i) {
    const std::uint32_t at = queue.position[first + i], quad = queue.quad[first + i] + 1;
    failed[at] |= found[i];
    if (left[i] == 0 || bits_left(plan.elements[at / words_per_block].threshold, quad) == 0) continue;
    queue.position[queue.count] = at;
    queue.undecided[queue.count] = left[i];
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

// The sampler knows whole blocks only: each block that the slots touch is made, and its words are picked out.
template <class V>
KAITEI_HD void sample_sparse(const PlanView& plan, const PhiloxKeys<typename V::Products>& keys,
                             const ElementSampler& sampler, const WordSlots& slots, std::uint32_t* row) {
  const GapTable& table = plan.gap_tables[sampler.shift - smallest_shift];
  for (std::uint32_t slot = 0; slot < slots.used;) {
    const std::uint64_t block = slots.word[slot] / words_per_block;
    std::uint32_t made[words_per_block] = {};
    bernoulli_sparse<V>(sampler, keys, block, table, made);
    for (; slot < slots.used && slots.word[slot] / words_per_block == block; ++slot)
      row[slot] = made[slots.word[slot] % words_per_block];
  }
}

// The elements listed, in the slots used (and perhaps a few more): element e's words at failed[e * 32].
template <class V>
KAITEI_HD void sample_words(const PlanView& plan, const Slice<std::uint32_t>& elements, const WordSlots& slots,
                            std::uint32_t* failed) {
  const PhiloxKeys<typename V::Products> dense(plan.keys.dense), sparse(plan.keys.sparse);
  UndecidedWords<V> queue;
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
        while (queue.count >= V::words) decide_last(plan, dense, slots, queue, failed);
      }
      continue;
    }
    const V fill = V::splat(sampler.kind == SamplerKind::always ? 0xFFFFFFFFu : 0u);
    for (std::uint32_t word = 0; word < words_per_block; word += V::words) fill.store(row + word);
    if (sampler.kind == SamplerKind::sparse) sample_sparse<V>(plan, sparse, sampler, slots, row);
  }
  while (queue.count != 0) decide_last(plan, dense, slots, queue, failed);
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

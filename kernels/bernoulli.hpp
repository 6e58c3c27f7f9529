// Bernoulli(p) bits for one element and one block of 1024 trials, design contract section 4 (sampler_contract = 1):
// failed <=> U < P for a uniform 64-bit U and P = floor(p 2^64). The bits do not depend on the word type.
#pragma once

#include <cstdint>

#include "kernels/gap_tables.hpp"
#include "kernels/model.hpp"
#include "kernels/philox.hpp"
#include "kernels/word.hpp"

namespace kaitei {

// Four random words per lane: draws 4q .. 4q+3 of element e in word (or block) w + lane and quad q, with
// either the words or the quads running along the lanes.
template <class V>
KAITEI_HD void draw_quad(V random[4], V word_low, std::uint32_t word_high, V quad, std::uint64_t element,
                         const PhiloxKeys<typename V::Products>& keys) {
  random[0] = word_low;
  random[1] = V::splat(word_high << 16) | quad;
  random[2] = V::splat(static_cast<std::uint32_t>(element));
  random[3] = V::splat(static_cast<std::uint32_t>(element >> 32));
  philox4x32_10(random, keys);
}

// Four more bits of U, one word each, against the four highest bits of the threshold, which moves up by four.
template <class V>
KAITEI_HD void decide_four(const V random[4], std::uint64_t& threshold, V& failed, V& undecided) {
  KAITEI_UNROLL(4)
  for (int i = 0; i < 4; ++i, threshold <<= 1) {
    if (threshold >> 63) {
      failed = failed | (undecided & ~random[i]);
      undecided = undecided & random[i];
    } else {
      undecided = undecided & ~random[i];
    }
  }
}

// Dense: U's bits most significant first, one random word per bit, until every lane is decided. Returns the failed
// bits of V::words consecutive words from `word`, which is a multiple of V::words.
template <class V>
KAITEI_HD V bernoulli_dense(const ElementSampler& sampler, std::uint64_t key, std::uint64_t word) {
  V failed = V::splat(0), undecided = V::splat(0xFFFFFFFFu);
  const V word_low = V::splat(static_cast<std::uint32_t>(word)) + V::iota();
  std::uint64_t threshold = sampler.threshold;
  for (std::uint32_t quad = 0; threshold != 0 && any(undecided); ++quad) {
    V random[4];
    draw_quad(random, word_low, static_cast<std::uint32_t>(word >> 32), V::splat(quad), sampler.element, key);
    decide_four(random, threshold, failed, undecided);
  }
  return failed;
}

// As many quads of a sparse element's block as V has words, from the first one given.
template <class V>
struct SparseQuads {
  alignas(64) std::uint32_t word[4][V::words];

  KAITEI_HD void draw(const ElementSampler& sampler, const PhiloxKeys<typename V::Products>& keys, std::uint64_t block,
                      std::uint32_t first_quad) {
    V random[4];
    draw_quad(random, V::splat(static_cast<std::uint32_t>(block)), static_cast<std::uint32_t>(block >> 32),
              V::splat(first_quad) + V::iota(), sampler.element, keys);
    for (int i = 0; i < 4; ++i) random[i].store(word[i]);
  }
  KAITEI_HD std::uint64_t gap(std::uint32_t i) const { return static_cast<std::uint64_t>(word[0][i]) << 32 | word[1][i]; }
  KAITEI_HD std::uint64_t keep(std::uint32_t i) const { return static_cast<std::uint64_t>(word[2][i]) << 32 | word[3][i]; }
};

// Sparse: candidates at geometric gaps of rate 2^-z, each kept <=> its next 64-bit draw < P 2^z. Quad j of a block is
// candidate j: its words are the gap's high and low half, then the draw's. `quads` holds those from 0 on; `failed` holds
// 32 words, already zero.
template <class V>
KAITEI_HD void bernoulli_sparse(const ElementSampler& sampler, const PhiloxKeys<typename V::Products>& keys,
                                std::uint64_t block, const GapTable& table, SparseQuads<V>& quads,
                                std::uint32_t* failed) {
  const std::uint64_t keep = sampler.threshold << sampler.shift;
  std::uint32_t trial = 0;
  for (std::uint32_t first = 0;;) {
    for (std::uint32_t i = 0; i < V::words; ++i) {
      trial += table.gap(quads.gap(i));
      if (trial >= trials_per_block) return;
      failed[trial / trials_per_word] |= static_cast<std::uint32_t>(quads.keep(i) < keep) << (trial % trials_per_word);
      if (++trial == trials_per_block) return;
    }
    quads.draw(sampler, keys, block, first += V::words);
  }
}

template <class V>
KAITEI_HD void bernoulli_sparse(const ElementSampler& sampler, const PhiloxKeys<typename V::Products>& keys,
                                std::uint64_t block, const GapTable& table, std::uint32_t* failed) {
  SparseQuads<V> quads;
  quads.draw(sampler, keys, block, 0);
  bernoulli_sparse(sampler, keys, block, table, quads, failed);
}

}  // namespace kaitei

// Every set of k of n elements, in colexicographic order: set number r holds c_1 < ... < c_k with
// r = C(c_1, 1) + ... + C(c_k, k) (Knuth, The Art of Computer Programming 4A, 7.2.1.3). Trial r of an enumeration is
// set number r, so ranges, threads, ranks and devices share it out as they do sampled trials.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "kernels/host_device.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

inline constexpr std::uint32_t largest_set = 64;

// choose[i * (n + 1) + c] = C(c, i), or 2^64 - 1 where that does not fit.
struct CombinationView {
  std::uint32_t elements = 0, size = 0;  // n and k; size 0: trials are sampled, not enumerated
  const std::uint64_t* choose = nullptr;

  KAITEI_HD std::uint64_t binomial(std::uint32_t c, std::uint32_t i) const { return choose[i * (elements + 1) + c]; }
  KAITEI_HD std::uint64_t sets() const { return binomial(elements, size); }
};

// The table of a CombinationView.
inline std::vector<std::uint64_t> binomial_table(std::uint32_t elements, std::uint32_t size) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  const std::size_t row = std::size_t{elements} + 1;
  std::vector<std::uint64_t> table((size + 1) * row, 1);
  for (std::uint32_t i = 1; i <= size; ++i)
    for (std::uint32_t c = 0; c <= elements; ++c) {
      std::uint64_t& value = table[i * row + c];
      if (c == 0) value = 0;
      else if (__builtin_add_overflow(table[i * row + c - 1], table[(i - 1) * row + c - 1], &value)) value = most;
    }
  return table;
}

// Set number `rank`, ascending.
KAITEI_HD void unrank(const CombinationView& view, std::uint64_t rank, std::uint32_t* members) {
  std::uint32_t c = view.elements;
  for (std::uint32_t i = view.size; i > 0; --i) {
    do --c;
    while (view.binomial(c, i) > rank);
    rank -= view.binomial(c, i);
    members[i - 1] = c;
  }
}

// Failed bits of trials first_trial ... in the words from `word` up to `end`: element e at failed[e * words_per_block +
// word]. Trials past the last set fail nothing. The smallest member runs while the others stand, so a set costs about
// one bit written.
KAITEI_HD void fill_combinations(const CombinationView& view, std::uint64_t first_trial, std::uint32_t word,
                                 std::uint32_t end, std::uint32_t* failed) {
  for (std::uint32_t e = 0; e < view.elements; ++e)
    for (std::uint32_t w = word; w < end; ++w) failed[e * words_per_block + w] = 0;
  if (first_trial >= view.sets()) return;
  std::uint32_t members[largest_set];
  unrank(view, first_trial, members);
  const std::uint64_t left = view.sets() - first_trial;
  std::uint32_t lane = word * trials_per_word, last = end * trials_per_word;
  if (left < last - lane) last = lane + static_cast<std::uint32_t>(left);
  while (lane < last) {
    const std::uint32_t limit = view.size == 1 ? view.elements : members[1];
    const std::uint32_t run = limit - members[0] < last - lane ? limit - members[0] : last - lane;
    for (std::uint32_t i = 0; i < run; ++i)
      failed[(members[0] + i) * words_per_block + (lane + i) / trials_per_word] |= 1u << ((lane + i) % trials_per_word);
    for (std::uint32_t m = 1; m < view.size; ++m) {
      std::uint32_t* row = failed + members[m] * words_per_block;
      for (std::uint32_t at = lane; at < lane + run;) {
        const std::uint32_t w = at / trials_per_word, from = at % trials_per_word;
        const std::uint32_t to = lane + run - at + from < trials_per_word ? lane + run - at + from : trials_per_word;
        row[w] |= (0xFFFFFFFFu >> (trials_per_word - (to - from))) << from;
        at += to - from;
      }
    }
    lane += run;
    members[0] += run;
    if (members[0] < limit) continue;
    std::uint32_t m = 1;  // the lowest member above the first that may rise
    while (m + 1 < view.size && members[m] + 1 == members[m + 1]) ++m;
    if (m < view.size) ++members[m];
    for (std::uint32_t i = 0; i < m; ++i) members[i] = i;
  }
}

}  // namespace kaitei

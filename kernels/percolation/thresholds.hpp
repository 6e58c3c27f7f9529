// The thresholds of a large graph (docs/architecture.md, sampling): element i of sweep s is occupied at probability p
// if and only if its 64-bit threshold lies below floor(p 2^64). Element i has words 2 (i % 2) and 2 (i % 2) + 1, high
// half first, of quad 0 of element i / 2 in trial word s.
#pragma once

#include <cstdint>

#include "kernels/philox.hpp"
#include "kernels/word.hpp"

namespace kaitei::percolation {

// The words of quads first_pair .. first_pair + V::words - 1.
template <class V>
KAITEI_HD void threshold_words(V random[4], std::uint64_t key, std::uint64_t sweep, std::uint32_t first_pair) {
  random[0] = V::splat(static_cast<std::uint32_t>(sweep));
  random[1] = V::splat(static_cast<std::uint32_t>(sweep >> 32) << 16);
  random[2] = V::splat(first_pair) + V::iota();
  random[3] = V::splat(0);
  philox4x32_10(random, key);
}

KAITEI_HD std::uint64_t threshold(std::uint64_t key, std::uint64_t sweep, std::uint32_t element) {
  Word32 random[4];
  threshold_words(random, key, sweep, element / 2);
  const std::uint32_t high = element % 2 ? random[2].value : random[0].value;
  const std::uint32_t low = element % 2 ? random[3].value : random[1].value;
  return static_cast<std::uint64_t>(high) << 32 | low;
}

// Calls f(element, threshold) for elements first <= i < last in order; `first` is even.
template <class V, class F>
KAITEI_HD void for_each_threshold(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                                  F&& f) {
  for (std::uint64_t pair = first / 2; 2 * pair < last; pair += V::words) {
    V random[4];
    threshold_words(random, key, sweep, static_cast<std::uint32_t>(pair));
    alignas(64) std::uint32_t word[4][V::words];
    for (int i = 0; i < 4; ++i) random[i].store(word[i]);
    std::uint32_t element = static_cast<std::uint32_t>(2 * pair);
    if (last - element >= 2 * V::words) {
      for (std::uint32_t lane = 0; lane < V::words; ++lane, element += 2) {
        f(element, static_cast<std::uint64_t>(word[0][lane]) << 32 | word[1][lane]);
        f(element + 1, static_cast<std::uint64_t>(word[2][lane]) << 32 | word[3][lane]);
      }
    } else {
      for (std::uint32_t lane = 0; element < last; ++element, lane += element % 2 == 0)
        f(element, static_cast<std::uint64_t>(word[element % 2 * 2][lane]) << 32 | word[element % 2 * 2 + 1][lane]);
    }
  }
}

}  // namespace kaitei::percolation

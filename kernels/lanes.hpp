// From bits to numbers per trial. A quantity that is nearly always at its maximum is counted by what is missing from
// it, so that the cost follows the failures; one that is not is counted in bit planes.
#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

template <class F>
KAITEI_HD void for_each_bit(std::uint32_t bits, F&& f) {
  for (; bits != 0; bits &= bits - 1) f(static_cast<std::uint32_t>(__builtin_ctz(bits)));
}

// One number per trial of a vector's lanes.
template <class V, class T>
struct LaneNumbers {
  T value[V::words * trials_per_word] = {};

  // Adds `amount` to every lane whose bit is set.
  KAITEI_HD void add(V bits, T amount) {
    if (!any(bits)) return;
    alignas(64) std::uint32_t words[V::words];
    bits.store(words);
    for (std::uint32_t w = 0; w < V::words; ++w)
      for_each_bit(words[w], [&](std::uint32_t lane) { value[w * trials_per_word + lane] += amount; });
  }

  // Calls f(number) for every valid lane; `valid` is the vector's first word of the validity mask.
  template <class F>
  KAITEI_HD void for_each(const std::uint32_t* valid, F&& f) const {
    for (std::uint32_t w = 0; w < V::words; ++w)
      for_each_bit(valid[w], [&](std::uint32_t lane) { f(value[w * trials_per_word + lane]); });
  }
};

// Counts bits per lane in binary, one vector per binary digit.
template <class V>
struct BitPlanes {
  static constexpr std::uint32_t most_digits = 32;
  V plane[most_digits];
  std::uint32_t used = 0;

  KAITEI_HD void add(V bits) {
    for (std::uint32_t d = 0; any(bits); ++d) {
      if (d == used) plane[used++] = V::splat(0);
      const V carry = plane[d] & bits;
      plane[d] = plane[d] ^ bits;
      bits = carry;
    }
  }

  // The digits as words, from which the lanes' numbers are read word by word.
  struct Words {
    alignas(64) std::uint32_t word[most_digits][V::words];
    std::uint32_t used;

    KAITEI_HD void numbers(std::uint32_t w, std::uint32_t number[trials_per_word]) const {
      for (std::uint32_t lane = 0; lane < trials_per_word; ++lane) number[lane] = 0;
      for (std::uint32_t d = 0; d < used; ++d)
        for (std::uint32_t lane = 0; lane < trials_per_word; ++lane)
          number[lane] |= (word[d][w] >> lane & 1u) << d;
    }
  };
  KAITEI_HD Words words() const {
    Words w;
    w.used = used;
    for (std::uint32_t d = 0; d < used; ++d) plane[d].store(w.word[d]);
    return w;
  }

  // Calls f(number) for every valid lane; `valid` is the vector's first word of the validity mask.
  template <class F>
  KAITEI_HD void for_each(const std::uint32_t* valid, F&& f) const {
    const Words digits = words();
    for (std::uint32_t w = 0; w < V::words; ++w) {
      std::uint32_t number[trials_per_word];
      digits.numbers(w, number);
      for_each_bit(valid[w], [&](std::uint32_t lane) { f(number[lane]); });
    }
  }
};

}  // namespace kaitei

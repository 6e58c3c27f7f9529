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

// Counts bits per lane in binary, one vector per binary digit. Eight at a time go through full adders, as in the
// population count of Harley and Seal (Warren, Hacker's Delight, 2nd ed., section 5-1).
template <class V>
class BitPlanes {
 public:
  static constexpr std::uint32_t most_digits = 32;

  KAITEI_HD BitPlanes() : plane_{V::splat(0), V::splat(0), V::splat(0)} {}

  KAITEI_HD void add(V bits) {
    waiting_[count_++] = bits;
    if (count_ == at_once) add_waiting();
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
  KAITEI_HD Words words() {
    while (count_ != 0) add(V::splat(0));
    Words w;
    w.used = used_;
    for (std::uint32_t d = 0; d < used_; ++d) plane_[d].store(w.word[d]);
    return w;
  }

  // Calls f(number) for every valid lane; `valid` is the vector's first word of the validity mask.
  template <class F>
  KAITEI_HD void for_each(const std::uint32_t* valid, F&& f) {
    const Words digits = words();
    for (std::uint32_t w = 0; w < V::words; ++w) {
      std::uint32_t number[trials_per_word];
      digits.numbers(w, number);
      for_each_bit(valid[w], [&](std::uint32_t lane) { f(number[lane]); });
    }
  }

 private:
  static constexpr std::uint32_t at_once = 8;

  // Adds a and b to the digit `sum`; returns the carry.
  KAITEI_HD static V full_add(V& sum, V a, V b) {
    const V carry = majority(sum, a, b);
    sum = exclusive_or(sum, a, b);
    return carry;
  }

  KAITEI_HD void add_waiting() {
    V twos[4], fours[2];
    for (std::uint32_t i = 0; i < 4; ++i) twos[i] = full_add(plane_[0], waiting_[2 * i], waiting_[2 * i + 1]);
    for (std::uint32_t i = 0; i < 2; ++i) fours[i] = full_add(plane_[1], twos[2 * i], twos[2 * i + 1]);
    V carry = full_add(plane_[2], fours[0], fours[1]);
    for (std::uint32_t d = 3; any(carry); ++d) {
      if (d == used_) plane_[used_++] = V::splat(0);
      const V both = plane_[d] & carry;
      plane_[d] = plane_[d] ^ carry;
      carry = both;
    }
    count_ = 0;
  }

  V plane_[most_digits], waiting_[at_once];
  std::uint32_t used_ = 3, count_ = 0;
};

}  // namespace kaitei

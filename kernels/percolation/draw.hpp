// The two loops over thresholds that are worth vectors: picking a pass's elements, and picking the occupied ones.
// Compiled for each instruction set, chosen at run time.
#pragma once

#include <cstdint>

#include "kernels/percolation/thresholds.hpp"

namespace kaitei::percolation {

// Buckets of thresholds by their top `bits` bits (at most 31), of which a pass deals bucket_count from first_bucket on.
struct DealtRange {
  unsigned bits;
  std::uint32_t first_bucket, bucket_count;
};

// Elements of a range: the bucket, counted from the range's first, the 32 threshold bits after the bucket's, the element.
// A vector more of room than elements that may come.
struct Picked {
  std::uint32_t *bucket, *rest, *element;
};

// Writes the elements of first <= i < last that fall into the range, in any order, and returns how many; `first` is even.
template <class V>
KAITEI_HD std::uint32_t pick_range(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                                   const DealtRange& range, const Picked& out) {
  std::uint32_t count = 0;
  if constexpr (V::words > 8) {  // packs without a loop over the words
    const auto pack = [&](V high, V low, V element) {
      const V bucket = shift_right(high, 32 - range.bits) + V::splat(0 - range.first_bucket);
      const V rest = shift_left(high, range.bits) | shift_right(low, 32 - range.bits);
      count += pack_where_below(bucket, range.bucket_count, rest, element, out.bucket + count, out.rest + count,
                                out.element + count);
    };
    for (; last - first >= 2 * V::words; first += 2 * V::words) {
      V random[4];
      threshold_words(random, key, sweep, first / 2);
      const V element = V::iota() + V::iota() + V::splat(first);
      pack(random[0], random[1], element);
      pack(random[2], random[3], element + V::splat(1));
    }
  }
  for_each_threshold<V>(key, sweep, first, last, [&](std::uint32_t element, std::uint64_t t) {
    const std::uint32_t bucket = static_cast<std::uint32_t>(t >> 32 >> (32 - range.bits)) - range.first_bucket;
    out.bucket[count] = bucket;
    out.rest[count] = static_cast<std::uint32_t>(t << range.bits >> 32);
    out.element[count] = element;
    count += bucket < range.bucket_count;
  });
  return count;
}

// Writes the elements of first <= i < last whose threshold lies below `below`, and returns how many; `first` is even.
// `out` has room for last - first.
template <class V>
KAITEI_HD std::uint32_t pick_elements(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                                      std::uint64_t below, std::uint32_t* out) {
  std::uint32_t count = 0;
  for_each_threshold<V>(key, sweep, first, last, [&](std::uint32_t element, std::uint64_t t) {
    out[count] = element;
    count += t < below;
  });
  return count;
}

struct DrawFunctions {
  std::uint32_t (*pick_range)(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                              const DealtRange& range, const Picked& out);
  std::uint32_t (*pick)(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                        std::uint64_t below, std::uint32_t* out);
};

// The best that this machine has.
DrawFunctions draw_functions();

}  // namespace kaitei::percolation

// The two loops over thresholds that are worth vectors: dealing elements to buckets, and picking the occupied ones.
// Compiled for each instruction set, chosen at run time.
#pragma once

#include <cstdint>

#include "kernels/percolation/thresholds.hpp"

namespace kaitei::percolation {

// Deals elements to buckets by the top `bits` bits of their thresholds. Only buckets first_bucket to first_bucket +
// bucket_count - 1 are filled. A record is the 32 threshold bits after the bucket's, then the element; each bucket's
// records come in the order of the elements.
struct Deal {
  std::uint64_t key, sweep;
  std::uint32_t element_count;
  unsigned bits;
  std::uint32_t first_bucket, bucket_count;
  std::uint64_t** cursor;        // bucket_count + 1: where the next record goes; the last catches the others
  std::uint64_t* const* limit;   // bucket_count + 1: where the bucket's room ends; the last is null
};

// False if a bucket's room was too small: its contents are of no use then.
template <class V>
KAITEI_HD bool deal_elements(const Deal& deal) {
  const unsigned shift = 64 - deal.bits;
  bool fits = true;
  for_each_threshold<V>(deal.key, deal.sweep, 0, deal.element_count, [&](std::uint32_t element, std::uint64_t t) {
    const std::uint32_t bucket = (deal.bits == 0 ? 0 : static_cast<std::uint32_t>(t >> shift)) - deal.first_bucket;
    const bool mine = bucket < deal.bucket_count;
    const std::uint32_t slot = mine ? bucket : deal.bucket_count;
    std::uint64_t* const to = deal.cursor[slot];
    if (to == deal.limit[slot]) [[unlikely]] {
      fits = false;
      return;
    }
    *to = (t << deal.bits & 0xFFFFFFFF00000000u) | element;
    deal.cursor[slot] = to + mine;
  });
  return fits;
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
  bool (*deal)(const Deal&);
  std::uint32_t (*pick)(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                        std::uint64_t below, std::uint32_t* out);
};

// The best that this machine has.
DrawFunctions draw_functions();

}  // namespace kaitei::percolation

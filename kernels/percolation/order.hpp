// The order in which a sweep occupies its elements: by (threshold, element), contract section "large graphs".
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/percolation/draw.hpp"
#include "kernels/percolation/huge_pages.hpp"

namespace kaitei::percolation {

// Where elements are dealt to: 2^bits buckets by the top bits of their thresholds, so many of them in a pass.
struct OrderLayout {
  unsigned bits;
  std::uint32_t buckets_per_pass;
  std::uint64_t room;  // records per bucket
};
// Throws std::invalid_argument on more than 2^31 elements.
OrderLayout lay_out_order(std::uint64_t element_count, unsigned passes);

// For what needs no more than its number.
struct Nothing {};

// An element on its way to its place: the 32 threshold bits after its bucket's, the element, and what goes with it.
template <class Payload>
struct OrderRecord {
  std::uint64_t key;
  [[no_unique_address]] Payload payload;
  std::uint32_t element() const { return static_cast<std::uint32_t>(key); }
};

// Elements are dealt to buckets, and each bucket is sorted while it is in cache: by counting on the next bits, then by
// insertion. The buckets of one pass alone are in memory; more passes draw the thresholds again and need less. What goes
// with an element is read in the elements' own order, not in the sweep's. Not thread-safe.
template <class Payload>
class ThresholdOrder {
 public:
  using Record = OrderRecord<Payload>;

  ThresholdOrder(std::uint64_t element_count, std::uint64_t key, unsigned passes)
      : element_count_(element_count), key_(key), layout_(lay_out_order(element_count, passes)) {}

  static std::uint64_t bytes(std::uint64_t element_count, unsigned passes) {
    const OrderLayout layout = lay_out_order(element_count, passes);
    return sizeof(Record) * layout.room * (layout.buckets_per_pass + 1) +
           sizeof(std::uint32_t) * (2 * std::bit_ceil(layout.room)) + sizeof(Record*) * layout.buckets_per_pass +
           3 * picked_room * sizeof(std::uint32_t);
  }

  // Calls visit with consecutive runs of the order, until it returns false. begin_pass is called before each pass and
  // returns the function that gives an element's payload.
  template <class BeginPass, class Visit>
  void for_each_run(std::uint64_t sweep, BeginPass&& begin_pass, Visit&& visit) {
    const std::uint32_t buckets = 1u << layout_.bits;
    for (std::uint32_t first = 0; first < buckets; first += layout_.buckets_per_pass) {
      const std::uint32_t here = std::min(layout_.buckets_per_pass, buckets - first);
      const auto payload = begin_pass();
      while (!deal(sweep, first, here, payload)) layout_.room += layout_.room / 4 + 64;  // seldom: see lay_out_order
      for (std::uint32_t b = 0; b < here; ++b) {
        Record* const bucket = records_.data() + b * layout_.room;
        if (!visit(sort(sweep, {bucket, end_[b]}))) return;
      }
    }
  }

 private:
  static constexpr std::uint32_t block_size = 2048;  // even, as thresholds are drawn in pairs
  static constexpr std::size_t picked_room = block_size + 16;

  // False if a bucket's room was too small.
  template <class PayloadOf>
  bool deal(std::uint64_t sweep, std::uint32_t first_bucket, std::uint32_t bucket_count, const PayloadOf& payload) {
    records_.resize(layout_.room * layout_.buckets_per_pass);
    end_.resize(bucket_count);
    picked_.resize(3 * picked_room);
    for (std::uint32_t b = 0; b < bucket_count; ++b) end_[b] = records_.data() + b * layout_.room;
    const Picked picked{picked_.data(), picked_.data() + picked_room, picked_.data() + 2 * picked_room};
    for (std::uint64_t begin = 0; begin < element_count_; begin += block_size) {
      const auto last = static_cast<std::uint32_t>(std::min(begin + block_size, element_count_));
      const std::uint32_t count = draw_.pick_range(key_, sweep, static_cast<std::uint32_t>(begin), last,
                                                   {layout_.bits, first_bucket, bucket_count}, picked);
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t bucket = picked.bucket[i], element = picked.element[i];
        Record* const to = end_[bucket];
        if (to == records_.data() + (bucket + 1) * layout_.room) [[unlikely]] return false;
        *to = {static_cast<std::uint64_t>(picked.rest[i]) << 32 | element, payload(element)};
        end_[bucket] = to + 1;
      }
    }
    return true;
  }

  std::span<const Record> sort(std::uint64_t sweep, std::span<const Record> records) {
    const std::size_t count = records.size();
    const unsigned bin_bits = static_cast<unsigned>(std::bit_width(count)), shift = 64 - bin_bits;
    bin_.assign((std::size_t{1} << bin_bits) + 1, 0);
    sorted_.resize(std::max(sorted_.size(), count));
    Record* const sorted = sorted_.data();
    for (const Record& record : records) ++bin_[(record.key >> shift) + 1];
    for (std::size_t b = 1; b < bin_.size(); ++b) bin_[b] += bin_[b - 1];
    for (const Record& record : records) sorted[bin_[record.key >> shift]++] = record;
    for (std::size_t i = 1; i < count; ++i) {
      if (sorted[i - 1].key <= sorted[i].key) continue;
      const Record record = sorted[i];
      std::size_t j = i;
      for (; j > 0 && sorted[j - 1].key > record.key; --j) sorted[j] = sorted[j - 1];
      sorted[j] = record;
    }
    // Records that agree in the threshold bits they hold are ordered by the whole thresholds.
    for (std::size_t i = 1; i < count; ++i) {
      if (sorted[i - 1].key >> 32 != sorted[i].key >> 32) continue;
      std::size_t last = i + 1;
      while (last < count && sorted[last].key >> 32 == sorted[i].key >> 32) ++last;
      std::stable_sort(sorted + (i - 1), sorted + last, [&](const Record& a, const Record& b) {
        return threshold(key_, sweep, a.element()) < threshold(key_, sweep, b.element());
      });
      i = last;
    }
    return {sorted, count};
  }

  std::uint64_t element_count_, key_;
  OrderLayout layout_;
  DrawFunctions draw_ = draw_functions();
  HugeArray<Record> records_, sorted_;
  std::vector<Record*> end_;  // [bucket] of this pass
  std::vector<std::uint32_t> bin_, picked_;
};

}  // namespace kaitei::percolation

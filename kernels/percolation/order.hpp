// The order in which a sweep occupies its elements: by (threshold, element), contract section "large graphs".
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "kernels/percolation/draw.hpp"
#include "kernels/percolation/huge_pages.hpp"

namespace kaitei::percolation {

// Elements are dealt to buckets by the top bits of their thresholds, and each bucket is sorted while it is in cache:
// by counting on the next bits, then by insertion. The buckets of one pass alone are in memory; more passes draw the
// thresholds again and need less. Not thread-safe.
class ThresholdOrder {
 public:
  // Passes over the thresholds: fewer are faster. Throws std::invalid_argument on more than 2^31 elements.
  ThresholdOrder(std::uint64_t element_count, std::uint64_t key, unsigned passes);

  // Calls visit with consecutive runs of the order, until it returns false.
  void for_each_run(std::uint64_t sweep, const std::function<bool(std::span<const std::uint32_t>)>& visit);

  static std::uint64_t bytes(std::uint64_t element_count, unsigned passes);

 private:
  struct Layout {
    unsigned bits;
    std::uint32_t buckets_per_pass;
    std::uint64_t room;  // records per bucket
  };
  static Layout lay_out(std::uint64_t element_count, unsigned passes);
  void deal(std::uint64_t sweep, std::uint32_t first_bucket, std::uint32_t bucket_count);
  std::span<const std::uint32_t> sort(std::uint64_t sweep, std::span<const std::uint64_t> records);

  std::uint32_t element_count_;
  std::uint64_t key_;
  Layout layout_;
  DrawFunctions draw_ = draw_functions();
  HugeArray<std::uint64_t> records_;
  std::vector<std::uint64_t> sorted_;
  std::vector<std::uint64_t*> cursor_, limit_;
  std::vector<std::uint32_t> bin_, elements_;
};

}  // namespace kaitei::percolation

#include "kernels/percolation/order.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

#include "kernels/percolation/graph.hpp"

namespace kaitei::percolation {
namespace {

constexpr std::uint64_t records_per_bucket = 1 << 14;  // 128 KiB: two of them fit a core's second cache
constexpr std::uint32_t most_buckets_per_pass = 2048;  // streams that the address translation of a core can follow

// Records a bucket must take with room for ten standard deviations more than the mean.
std::uint64_t room_for(double mean, std::uint64_t element_count) {
  return std::min(static_cast<std::uint64_t>(mean + 10 * std::sqrt(mean)) + 64, element_count);
}

}  // namespace

ThresholdOrder::Layout ThresholdOrder::lay_out(std::uint64_t element_count, unsigned passes) {
  if (element_count > most_edges)
    throw std::invalid_argument("a sweep has at most 2^31 elements (they are numbered in 32 bits)");
  unsigned bits = 0;
  while (element_count >> bits > records_per_bucket && (1u << bits) / passes < most_buckets_per_pass) ++bits;
  const std::uint32_t per_pass = ((1u << bits) + passes - 1) / passes;
  return {bits, per_pass, room_for(static_cast<double>(element_count) / (1u << bits), element_count)};
}

std::uint64_t ThresholdOrder::bytes(std::uint64_t element_count, unsigned passes) {
  const Layout layout = lay_out(element_count, passes);
  const std::uint64_t one = sizeof(std::uint64_t);
  return one * (layout.room * layout.buckets_per_pass + 1) + one * layout.room +
         sizeof(std::uint32_t) * (2 * std::bit_ceil(layout.room) + layout.room) +
         2 * one * (layout.buckets_per_pass + 1);
}

ThresholdOrder::ThresholdOrder(std::uint64_t element_count, std::uint64_t key, unsigned passes)
    : element_count_(static_cast<std::uint32_t>(element_count)), key_(key), layout_(lay_out(element_count, passes)) {}

void ThresholdOrder::deal(std::uint64_t sweep, std::uint32_t first_bucket, std::uint32_t bucket_count) {
  for (;; layout_.room += layout_.room / 4 + 64) {  // ten standard deviations are seldom exceeded, but may be
    records_.resize(layout_.room * layout_.buckets_per_pass + 1);
    cursor_.resize(bucket_count + 1);
    limit_.assign(bucket_count + 1, nullptr);
    for (std::uint32_t b = 0; b <= bucket_count; ++b) cursor_[b] = records_.data() + b * layout_.room;
    for (std::uint32_t b = 0; b < bucket_count; ++b) limit_[b] = cursor_[b + 1];
    if (draw_.deal({key_, sweep, element_count_, layout_.bits, first_bucket, bucket_count, cursor_.data(),
                    limit_.data()}))
      return;
  }
}

std::span<const std::uint32_t> ThresholdOrder::sort(std::uint64_t sweep, std::span<const std::uint64_t> records) {
  const std::size_t count = records.size();
  const unsigned bin_bits = static_cast<unsigned>(std::bit_width(count));
  const unsigned shift = 64 - bin_bits;
  bin_.assign((std::size_t{1} << bin_bits) + 1, 0);
  sorted_.resize(std::max(sorted_.size(), count));
  elements_.resize(std::max(elements_.size(), count));
  for (const std::uint64_t record : records) ++bin_[(record >> shift) + 1];
  for (std::size_t b = 1; b < bin_.size(); ++b) bin_[b] += bin_[b - 1];
  for (const std::uint64_t record : records) sorted_[bin_[record >> shift]++] = record;
  for (std::size_t i = 1; i < count; ++i) {
    const std::uint64_t record = sorted_[i];
    std::size_t j = i;
    for (; j > 0 && sorted_[j - 1] > record; --j) sorted_[j] = sorted_[j - 1];
    sorted_[j] = record;
  }
  for (std::size_t i = 0; i < count; ++i) elements_[i] = static_cast<std::uint32_t>(sorted_[i]);
  // Records that agree in the threshold bits they hold are ordered by the whole thresholds.
  for (std::size_t i = 1; i < count; ++i) {
    if (sorted_[i - 1] >> 32 != sorted_[i] >> 32) continue;
    std::size_t last = i + 1;
    while (last < count && sorted_[last] >> 32 == sorted_[i] >> 32) ++last;
    std::stable_sort(elements_.begin() + (i - 1), elements_.begin() + last, [&](std::uint32_t a, std::uint32_t b) {
      return threshold(key_, sweep, a) < threshold(key_, sweep, b);
    });
    i = last;
  }
  return {elements_.data(), count};
}

void ThresholdOrder::for_each_run(std::uint64_t sweep,
                                  const std::function<bool(std::span<const std::uint32_t>)>& visit) {
  const std::uint32_t buckets = 1u << layout_.bits;
  for (std::uint32_t first = 0; first < buckets; first += layout_.buckets_per_pass) {
    const std::uint32_t here = std::min(layout_.buckets_per_pass, buckets - first);
    deal(sweep, first, here);
    for (std::uint32_t b = 0; b < here; ++b)
      if (!visit(sort(sweep, {records_.data() + b * layout_.room, cursor_[b]}))) return;
  }
}

}  // namespace kaitei::percolation

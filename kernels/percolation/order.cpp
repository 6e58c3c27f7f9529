#include "kernels/percolation/order.hpp"

#include <cmath>
#include <stdexcept>

#include "kernels/percolation/graph.hpp"

namespace kaitei::percolation {
namespace {

constexpr std::uint64_t records_per_bucket = 1 << 14;  // two buckets fit a core's second cache
constexpr std::uint32_t most_buckets_per_pass = 2048;  // streams that the address translation of a core can follow

}  // namespace

OrderLayout lay_out_order(std::uint64_t element_count, unsigned passes) {
  if (element_count > most_edges)
    throw std::invalid_argument("a sweep has at most 2^31 elements (they are numbered in 32 bits)");
  unsigned bits = 0;
  while (element_count >> bits > records_per_bucket && (1u << bits) / passes < most_buckets_per_pass) ++bits;
  const std::uint32_t per_pass = ((1u << bits) + passes - 1) / passes;
  // A bucket has room for ten standard deviations more than the mean.
  const double mean = static_cast<double>(element_count) / (1u << bits);
  const std::uint64_t room = static_cast<std::uint64_t>(mean + 10 * std::sqrt(mean)) + 64;
  return {bits, per_pass, std::min(room, element_count)};
}

}  // namespace kaitei::percolation

// Compiled with the flags of one instruction set; nothing else may be included here that other files also emit.
#include "kernels/percolation/draw.hpp"

namespace kaitei::percolation {

std::uint32_t pick_range_avx512(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                                 const DealtRange& range, const Picked& out) {
  return pick_range<Wide<16, Avx512>>(key, sweep, first, last, range, out);
}

std::uint32_t pick_avx512(std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last,
                          std::uint64_t below, std::uint32_t* out) {
  return pick_elements<Wide<16, Avx512>>(key, sweep, first, last, below, out);
}

}  // namespace kaitei::percolation

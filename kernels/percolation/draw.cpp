#include "kernels/percolation/draw.hpp"

#include "kernels/block_function.hpp"

namespace kaitei::percolation {

#ifdef KAITEI_X86_64
bool deal_avx2(const Deal&);
bool deal_avx512(const Deal&);
std::uint32_t pick_avx2(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, std::uint64_t, std::uint32_t*);
std::uint32_t pick_avx512(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, std::uint64_t, std::uint32_t*);
#endif

DrawFunctions draw_functions() {
#ifdef KAITEI_X86_64
  if (widest_native() == LaneWidth::lanes_512) return {deal_avx512, pick_avx512};
  if (widest_native() == LaneWidth::lanes_256) return {deal_avx2, pick_avx2};
#endif
  using V = Wide<4, Baseline>;
  return {[](const Deal& deal) { return deal_elements<V>(deal); },
          [](std::uint64_t key, std::uint64_t sweep, std::uint32_t first, std::uint32_t last, std::uint64_t below,
             std::uint32_t* out) { return pick_elements<V>(key, sweep, first, last, below, out); }};
}

}  // namespace kaitei::percolation

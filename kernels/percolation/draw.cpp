#include "kernels/percolation/draw.hpp"

#include "kernels/block_function.hpp"

namespace kaitei::percolation {

#ifdef KAITEI_X86_64
std::uint32_t pick_range_avx2(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, const DealtRange&,
                              const Picked&);
std::uint32_t pick_range_avx512(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, const DealtRange&,
                                const Picked&);
std::uint32_t pick_avx2(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, std::uint64_t, std::uint32_t*);
std::uint32_t pick_avx512(std::uint64_t, std::uint64_t, std::uint32_t, std::uint32_t, std::uint64_t, std::uint32_t*);
#endif

DrawFunctions draw_functions() {
#ifdef KAITEI_X86_64
  if (widest_native() == LaneWidth::lanes_512) return {pick_range_avx512, pick_avx512};
  if (widest_native() == LaneWidth::lanes_256) return {pick_range_avx2, pick_avx2};
#endif
  using V = Wide<4, Baseline>;
  return {pick_range<V>, pick_elements<V>};
}

}  // namespace kaitei::percolation

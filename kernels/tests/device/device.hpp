// What the tests of the CUDA engine may ask of the device that they run on.
#pragma once

#include <cstdint>

namespace kaitei::testing {

#ifdef KAITEI_CUDA_ON_CPU
void shuffle_device(std::uint64_t seed);  // the order in which warps and lanes run
void set_devices(int count);
inline constexpr unsigned threads_for_a_large_graph = 64;
#else
inline void shuffle_device(std::uint64_t) {}
inline void set_devices(int) {}
inline constexpr unsigned threads_for_a_large_graph = 0;
#endif

}  // namespace kaitei::testing

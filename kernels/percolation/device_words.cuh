// How a device's threads read and write the words of hook_compress.hpp.
#pragma once

#include <cstdint>
#include <type_traits>

#include "kernels/cuda/portable.hpp"
#include "kernels/host_device.hpp"

namespace kaitei::percolation {

struct OnDevice {
  template <class Word>
  KAITEI_HD static Word load(const Word* word) { return *static_cast<const volatile Word*>(word); }
  template <class Word>
  KAITEI_HD static void store(Word* word, Word value) { *static_cast<volatile Word*>(word) = value; }
  template <class Word>
  KAITEI_HD static bool replace(Word* word, Word expected, Word value) {
#if defined(__CUDA_ARCH__) || defined(KAITEI_CUDA_ON_CPU)
    using Atomic = std::conditional_t<sizeof(Word) == 8, unsigned long long, unsigned>;
    return atomicCAS(reinterpret_cast<Atomic*>(word), static_cast<Atomic>(expected), static_cast<Atomic>(value)) == expected;
#else
    return *word == expected && ((*word = value), true);  // nvcc compiles functors for the host too; nobody calls this
#endif
  }
};

}  // namespace kaitei::percolation

// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
// 1, 2, 3" (SC 2011). Stateless: the same counter and key give the same four words on every machine and width.
#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace kaitei {

// Replaces counter[0..3] by four random words per lane. V is a word type of kernels/word.hpp.
template <class V>
KAITEI_HD void philox4x32_10(V counter[4], std::uint64_t key) {
  std::uint32_t k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
  KAITEI_UNROLL(10)
  for (int round = 0; round < 10; ++round) {
    V high0, low0, high1, low1;
    multiply(counter[0], 0xD2511F53u, high0, low0);
    multiply(counter[2], 0xCD9E8D57u, high1, low1);
    counter[0] = high1 ^ counter[1] ^ V::splat(k0);
    counter[1] = low1;
    counter[2] = high0 ^ counter[3] ^ V::splat(k1);
    counter[3] = low0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

}  // namespace kaitei

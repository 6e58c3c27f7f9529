// Tables that invert the geometric gaps of the sparse sampler: with rate 2^-z, the gap G before the next candidate is
// the smallest g with U < cdf_z[g], U a uniform 64-bit integer and cdf_z[g] = floor(2^64 (1 - (1 - 2^-z)^(g+1))).
// Made by exact integer arithmetic; gaps that leave a block of 1024 trials all read "none" (1024).
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/host_device.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

inline constexpr unsigned smallest_shift = 5, largest_shift = 32;

struct GapTable {
  std::uint64_t cdf[trials_per_block];
  std::uint16_t first[1024];  // a gap that cannot exceed the answer, by U's top ten bits

  KAITEI_HD std::uint32_t gap(std::uint64_t u) const {
    if (u >= cdf[trials_per_block - 1]) return trials_per_block;
    std::uint32_t g = first[u >> 54];
    g += cdf[g] <= u;  // a coin's throw, so without a branch; seldom further
    while (cdf[g] <= u) ++g;
    return g;
  }
};

// Table of shift z, 5 <= z <= 32. Throws std::out_of_range otherwise.
GapTable make_gap_table(unsigned z);

// All tables, made once: [z - smallest_shift].
const std::vector<GapTable>& gap_tables();

}  // namespace kaitei

// How trials are packed: trial t is bit t % 32 of word t / 32; a block is 1024 trials, the unit of work.
#pragma once

#include <cstdint>

namespace kaitei {

inline constexpr std::uint32_t trials_per_word = 32;
inline constexpr std::uint32_t words_per_block = 32;
inline constexpr std::uint32_t trials_per_block = trials_per_word * words_per_block;

struct TrialRange {
  std::uint64_t first = 0, count = 0;
};

}  // namespace kaitei

// How trials are packed: trial t is bit t % 32 of word t / 32; a block is 1024 trials, the unit of work.
#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace kaitei {

inline constexpr std::uint32_t trials_per_word = 32;
inline constexpr std::uint32_t words_per_block = 32;
inline constexpr std::uint32_t trials_per_block = trials_per_word * words_per_block;

struct TrialRange {
  std::uint64_t first = 0, count = 0;
};

// Which trials of a word of a block lie in the range.
KAITEI_HD std::uint32_t valid_trials(const TrialRange& range, std::uint64_t block, std::uint32_t word) {
  const std::uint64_t begin = block * trials_per_block + word * trials_per_word, end = range.first + range.count;
  if (begin + trials_per_word <= range.first || begin >= end) return 0;
  std::uint32_t valid = 0xFFFFFFFFu;
  if (begin < range.first) valid &= 0xFFFFFFFFu << (range.first - begin);
  if (end < begin + trials_per_word) valid &= ~(0xFFFFFFFFu << (end - begin));
  return valid;
}

}  // namespace kaitei

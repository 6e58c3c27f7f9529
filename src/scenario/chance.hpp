// A probability, ready to be drawn.
#pragma once

#include <cstdint>
#include <vector>

#include "scenario/draws.hpp"

namespace kaitei::scenario {

// Happens with the probability floor(p 2^64) / 2^64; never for 0, always for 1. One draw of 64 bits.
class Chance {
 public:
  explicit Chance(double p)
      : certain_(p >= 1), threshold_(certain_ || !(p > 0) ? 0 : static_cast<std::uint64_t>(p * 0x1p64)) {}
  bool happens(Draws& draws) const {
    const bool below = draws.happens(threshold_);
    return certain_ || below;
  }

 private:
  bool certain_;
  std::uint64_t threshold_;
};

// Chooses a number 0 ... n - 1 in proportion to weights. One draw of 64 bits.
class WeightedChoice {
 public:
  // Weights of at least 0, not all of them 0.
  explicit WeightedChoice(const std::vector<double>& weights);
  std::uint32_t choose(Draws&) const;

 private:
  std::vector<std::uint64_t> below_;  // [i]: floor(2^64 P(chosen <= i)); without the last
};

}  // namespace kaitei::scenario

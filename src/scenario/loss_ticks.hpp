// When the events of a trial took elements down, counted.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/tallies.hpp"

namespace kaitei::scenario {

inline constexpr std::size_t most_losses = 32;
inline constexpr std::uint32_t tick_minutes = 10;

// Integers that add like Tallies.
struct LossTicks {
  // [n][tick]: trials whose (n + 1)-st loss came in that tick, n + 1 up to most_losses; and last those of the last loss. A tick
  // is tick_minutes long, about its number times that. Empty for events without an order in time.
  std::vector<Histogram> rows;

  static LossTicks until(std::uint32_t latest_minutes);  // no loss yet
  bool empty() const { return rows.empty(); }
  // A trial's losses, each in minutes, in order; none counts nothing.
  void count(const std::vector<std::uint32_t>& minutes);

  std::vector<std::uint64_t> pack() const;
  // Throws std::invalid_argument if the words do not fit this shape.
  void unpack(const std::vector<std::uint64_t>& words);
  // Throws std::invalid_argument on another shape.
  LossTicks& operator+=(const LossTicks&);
  friend bool operator==(const LossTicks&, const LossTicks&) = default;
};

}  // namespace kaitei::scenario

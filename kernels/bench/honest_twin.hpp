// The baseline of every speed claim: what a careful programmer writes first. One trial at a time, a fast generator of
// its own (xoshiro256++), one compare per edge, union-find with path halving and union by size, compiled with -O3.
#pragma once

#include <cstdint>

#include "kernels/graph_model.hpp"

namespace kaitei::bench {

struct TwinCounts {
  std::uint64_t disconnected = 0, components = 0, largest = 0;  // sums over the trials
};

TwinCounts two_terminal(const RandomGraph&, std::uint64_t trials, std::uint64_t seed);
TwinCounts two_terminal_and_components(const RandomGraph&, std::uint64_t trials, std::uint64_t seed);

}  // namespace kaitei::bench

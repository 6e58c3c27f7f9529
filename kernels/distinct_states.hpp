// How often failure states repeat: the distinct sets of failed elements in a range of trials. To solve each once and
// count it as often as it was drawn is exact, so their number bounds what that could spare.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/host_device.hpp"
#include "kernels/model.hpp"

namespace kaitei {

struct StateCounts {
  std::uint64_t trials = 0;
  std::uint64_t distinct = 0;   // states
  std::uint64_t once = 0;       // of these, drawn in one trial alone
  std::uint64_t commonest = 0;  // trials of the state that was drawn most often
  friend bool operator==(const StateCounts&, const StateCounts&) = default;
};

// States are told apart by names: the exclusive or of their elements' (Zobrist, ICCA Journal 13, 1990), that of the
// state in which nothing failed being 0. Of n trials, two different states share a name with probability below n² / 2^65.
// An element's own is its place in Weyl's sequence, mixed as in SplitMix64 (Steele, Lea, Flood 2014).
KAITEI_HD std::uint64_t element_name(std::uint32_t element) {
  std::uint64_t z = (std::uint64_t{element} + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// The state of every trial by its name, in any order.
StateCounts count_names(std::vector<std::uint64_t> names);

// What the model draws or lists, every element in every trial, and nothing asked of it.
Model draws_of(const Model&);

}  // namespace kaitei

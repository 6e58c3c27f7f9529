// What a run counts. Integers only, so that adding the tallies of any split of the trials gives the same bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/model.hpp"

namespace kaitei {

__extension__ using Uint128 = unsigned __int128;

// Sum and sum of squares of a non-negative integer quantity over the trials.
struct Moments {
  Uint128 sum = 0, sum_of_squares = 0;
  friend bool operator==(const Moments&, const Moments&) = default;
};

// A trial by the damage it did: first the connectivity outcomes lost, then the systems lost summed over the joining
// outcomes, then the Gbit/s lost likewise.
struct WorstTrial {
  static constexpr std::uint64_t system = std::uint64_t{1} << 40, outcome = system << 12;
  std::uint64_t damage = 0, trial = 0;

  std::uint64_t outcomes_lost() const { return damage / outcome; }
  std::uint64_t systems_lost() const { return damage % outcome / system; }
  std::uint64_t gbps_lost() const { return damage % system; }
  // More damage first; of equal damage the earlier trial.
  friend bool operator<(const WorstTrial& a, const WorstTrial& b) {
    return a.damage != b.damage ? a.damage > b.damage : a.trial < b.trial;
  }
  friend bool operator==(const WorstTrial&, const WorstTrial&) = default;
};

using Histogram = std::vector<std::uint64_t>;  // [value] -> trials with that value

struct Tallies {
  std::uint64_t trials = 0;
  std::vector<std::uint64_t> element_failed;                            // [element], empty if not asked
  std::vector<std::uint64_t> disconnected;                              // [connectivity]
  std::vector<std::vector<std::uint64_t>> failed_and_disconnected;      // [connectivity][element]
  std::vector<Histogram> systems_joining;                               // [joining][systems]
  std::vector<Histogram> capacity;                                      // [joining][bin of bin_width_gbps]
  std::vector<Moments> capacity_gbps;                                   // [joining]
  Histogram component_count, largest_component;                         // [nodes], empty if not asked
  std::vector<Histogram> set_reach;                                     // [terminal set][nodes reached]
  Histogram elements_failed;                                            // [elements]
  std::vector<WorstTrial> worst;                                        // in order; those that did no damage left out
  std::uint32_t worst_kept = 0;                                         // its greatest length

  static Tallies for_model(const Model&);
  // Offers a trial to `worst`.
  void keep_if_worst(const WorstTrial&);
  // Every count as 64-bit words (128-bit ones low half first), in the order above, without the worst trials, which do
  // not add; unpack throws std::invalid_argument if the words do not fit this shape.
  std::vector<std::uint64_t> pack() const;
  void unpack(const std::vector<std::uint64_t>& words);
  // Exact addition; throws std::overflow_error if a count would wrap, std::invalid_argument on another shape.
  Tallies& operator+=(const Tallies&);
  friend bool operator==(const Tallies&, const Tallies&) = default;
};

}  // namespace kaitei

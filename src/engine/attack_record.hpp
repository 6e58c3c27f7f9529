// What an attacker who chooses found: sequences of removals, and the cheapest losses.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "kernels/cheapest_cut.hpp"
#include "kernels/tallies.hpp"

namespace kaitei::engine {

// A question with two answers, lost or not: a connectivity outcome, or fewer than m systems of a joining outcome.
struct LossLabel {
  std::string name;              // "taiwan-japan/direct", "taiwan-japan/fewer than 5 systems"
  Loss loss;                     // of the record's connectivity or joining outcomes
};

// "fewer than m systems", or what that is for 1: "no system left".
std::string loss_of_systems(std::uint32_t fewer_than);

// One order of removals. Step s: the first s units of the order are removed, s = 0 ... units.
struct AttackSequence {
  std::string name;                                 // "degree", "degree, recomputed"
  std::vector<std::uint32_t> order;                 // units
  std::vector<std::uint32_t> largest;               // [s]: nodes in the largest component
  std::vector<std::uint32_t> disconnected_after;    // [connectivity]: the first step at which it is; more than units: never
  std::vector<std::vector<std::uint32_t>> systems;  // [joining][s]
};

// Random orders, sampled.
struct RandomOrders {
  std::vector<std::uint64_t> largest_sums;              // [order]: sum of `largest` over steps 1 ... units
  std::vector<Moments> largest;                         // [s]
  std::vector<std::vector<std::uint64_t>> disconnected; // [connectivity][s]: orders
  std::vector<std::vector<Moments>> systems;            // [joining][s]
};

struct AttackSequenceRecord {
  std::vector<std::string> units;
  std::vector<experiment::UnitKind> unit_kinds;  // beside units
  std::uint64_t nodes = 0;                       // N of S = largest / N
  std::vector<AttackSequence> sequences;
  RandomOrders random;
  double seconds = 0;
};

// Prices and costs in thousandths of the experiment's unit.
struct AttackAnswer {
  CheapestCut cheapest;                  // knows everything
  std::vector<std::uint32_t> greedy;     // one unit at a time that leaves the fewest disjoint paths, whatever it costs
  std::uint64_t greedy_cost = 0;
  // Knows the landing points alone: strikes the stations of most routes and links in turn. The cost at which that is a
  // loss; most_cost: never.
  std::uint64_t landing_cost = 0;
  std::uint64_t random_lost = 0;         // orders: knows nothing, strikes at random until the next strike is too dear
  std::uint64_t same_size_lost = 0;      // orders: as many units as `cheapest` has, at random, whatever they cost
  static constexpr std::uint64_t most_cost = ~std::uint64_t{0};
};

struct AttackerRecord {
  std::vector<std::string> units;
  std::vector<experiment::UnitKind> unit_kinds;
  std::vector<std::uint64_t> prices;     // [unit]
  std::uint64_t budget = 0, orders = 0;
  std::vector<LossLabel> losses;
  std::vector<AttackAnswer> answers;     // beside losses
  double seconds = 0;
};

}  // namespace kaitei::engine

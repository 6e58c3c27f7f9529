// The cheapest set of elements whose loss is one, each element having a price: what an attacker who knows everything
// would take.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/survival.hpp"

namespace kaitei {

// lower_bound <= the least cost <= cost; equal: proven.
struct CheapestCut {
  bool exists = true;                   // false: no loss even with every element failed
  std::uint64_t lower_bound = 0, cost = 0;
  std::vector<std::uint32_t> elements;  // the cheapest known, ascending; empty and proven: lost with nothing failed
  std::uint64_t searches = 0;
  bool proven() const { return !exists || lower_bound == cost; }
};

// Branch and bound. The bound is a dual ascent of the hitting set problem: every path (tree, set of systems) that still
// stands must lose an element, so each raises the bound by the least price left in it, which all its elements then pay;
// those paid in full make a cut, of which the spared ones are given back. Gives up after about `most_searches` with the
// gap that is left. `prices` are positive, one an element. Throws std::invalid_argument for others, Stopped.
CheapestCut cheapest_cut(Survival&, std::span<const std::uint64_t> prices, std::uint64_t most_searches,
                         const std::atomic<bool>* stop = nullptr);

}  // namespace kaitei

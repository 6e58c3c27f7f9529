// Exact counts of the sets of elements whose loss is one, by thought instead of force: find a witness that survives (a
// path, a tree, enough systems); one of its elements must fail; split by the first that does; stop where more disjoint
// witnesses stand than elements may still fail. Every set that is a loss falls into exactly one branch, and every
// minimal cut ends exactly one. A count then takes thousands of path searches where enumeration looks at millions of
// sets. What the model's elements are is the caller's choice: units.hpp makes groups of them into elements.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "kernels/survival.hpp"

namespace kaitei {

struct Stopped {};  // thrown by a search whose `stop` was set

struct CutSettings {
  std::uint32_t size = 1;                    // k: sets of up to this many elements
  std::size_t listed = 1000;                 // most minimal cuts that are kept
  const std::atomic<bool>* stop = nullptr;
};

// Everything is exact. [j] counts sets of j elements, j = 0 ... size.
struct CutCounts {
  std::vector<std::uint64_t> sets;           // C(elements, j)
  std::vector<std::uint64_t> lost;           // of them, those that are a loss
  std::vector<std::uint64_t> minimal;        // of those, the ones that no element can be spared from
  std::vector<std::vector<std::uint64_t>> lost_with, minimal_with;  // [j][element]: those that hold the element
  std::vector<std::vector<std::uint32_t>> cuts;  // the minimal ones by size, then by elements; the first `listed`
  std::uint64_t searches = 0;
};

// Throws std::overflow_error if C(elements, size) does not fit 64 bits, std::invalid_argument if size is more than the
// elements, Stopped.
CutCounts count_cuts(Survival&, const CutSettings&);

// The fewest elements whose loss is one. lower_bound <= the answer <= elements.size(); equal: proven.
struct SmallestCut {
  std::uint32_t lower_bound = 0;
  std::vector<std::uint32_t> elements;       // the best set known; empty and proven: lost with nothing failed
  bool exists = true;                        // false: no loss even with every element failed
  std::vector<std::uint32_t> greedy;         // what taking one element at a time finds
  std::uint64_t searches = 0;
  bool proven() const { return !exists || lower_bound == elements.size(); }
};

// Iterative deepening over the branching above, so that every size below lower_bound is excluded. Gives up after
// about `most_searches` with the gap that is left. Throws Stopped.
SmallestCut smallest_cut(Survival&, std::uint64_t most_searches, const std::atomic<bool>* stop = nullptr);

// One element of the disjoint witnesses found at a time, each the one that leaves the fewest systems joining (where systems are counted), of those the
// fewest disjoint witnesses, then the longest, then the first. Ends when lost, or when nothing can be lost. Throws
// Stopped.
std::vector<std::uint32_t> greedy_cut(Survival&, const std::atomic<bool>* stop = nullptr);

}  // namespace kaitei

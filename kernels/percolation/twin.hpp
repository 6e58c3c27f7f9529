// The plain twin of percolation: sweeps and components found again from nothing after every occupied element, by
// breadth-first search. Quadratic and obvious; tests hold the fast paths against it.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/percolation/clusters.hpp"
#include "kernels/percolation/curve.hpp"
#include "kernels/percolation/graph.hpp"

namespace kaitei::percolation::twin {

// Elements by (threshold, element).
std::vector<std::uint32_t> order(std::uint64_t element_count, std::uint64_t key, std::uint64_t sweep);

// Cluster sizes, and per axis whether it is spanned, when the elements told are occupied.
struct State {
  ClusterSizes sizes;
  std::uint32_t spanned_axes = 0;  // bit a
};
State state(const Graph&, Kind, const std::vector<bool>& occupied);

// The state after n occupied elements, n = 0 ... element count.
std::vector<State> sweep(const Graph&, Kind, std::uint64_t key, std::uint64_t sweep);

}  // namespace kaitei::percolation::twin

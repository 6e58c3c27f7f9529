// Components of a whole large graph, of one sample of it, and the cluster sizes at many probabilities.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/percolation/clusters.hpp"
#include "kernels/percolation/graph.hpp"
#include "kernels/percolation/huge_pages.hpp"

namespace kaitei::percolation {

// [node] -> the smallest node of its component.
using Labels = HugeArray<std::uint32_t>;

// The threads share the bonds, and hook them by compare-and-swap; or, where the nodes are few enough for the caches and
// the bonds reach far, each hooks its own in an array of its own, and these are merged. The labels do not depend on the
// number of threads. Fastest where bonds stand roughly in the order of their nodes.
Labels label_components(const Graph&, unsigned threads);

// The same of the bonds that are occupied at p in the sweep: threshold below floor(p 2^64) (thresholds.hpp).
Labels label_sample(const Graph&, std::uint64_t key, std::uint64_t sweep, double p, unsigned threads);

// Sizes of the components that the labels tell apart.
ClusterSizes sizes_of(const Labels&);

// The bond clusters' sizes at each of the ascending probabilities in one sweep, by batches of thresholds: hooking the
// bonds between two probabilities in any order, then counting. O(bonds + points nodes); direct samples, not canonical
// averages.
std::vector<ClusterSizes> sizes_at(const Graph&, std::uint64_t key, std::uint64_t sweep,
                                   std::span<const double> probabilities);

// P = floor(p 2^64), one less for p = 1. Throws std::invalid_argument unless 0 <= p <= 1.
std::uint64_t threshold_of(double p);

}  // namespace kaitei::percolation

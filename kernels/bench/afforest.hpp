// Components by Afforest (Sutton, Ben-Nun and Barak, "Optimizing parallel graph connectivity computation via subgraph
// sampling", IPDPS 2018), the fastest in the GAP benchmark: a baseline, written from the paper.
#pragma once

#include "kernels/percolation/graph.hpp"
#include "kernels/percolation/labels.hpp"

namespace kaitei::bench {

// [node] -> the smallest node of its component. The neighbours lie there beforehand, as in the GAP benchmark.
percolation::Labels afforest(const percolation::Adjacency&, unsigned threads);

}  // namespace kaitei::bench

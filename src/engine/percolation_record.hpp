// What the sweeps of one [[percolation]] counted.
#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"
#include "kernels/percolation/curve.hpp"

namespace kaitei::engine {

struct PercolationCurve {
  experiment::Percolation settings;
  std::uint64_t nodes = 0, edges = 0;
  unsigned axes = 0;                  // along which spanning was asked; 0: not at all
  std::vector<double> probabilities;  // [point]
  percolation::CurveTally tally;
};

}  // namespace kaitei::engine

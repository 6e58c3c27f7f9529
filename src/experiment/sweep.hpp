// Parameter sweeps of a scenario: every combination of the values that its `sweep` gives to its keys.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/positions.hpp"

namespace kaitei::experiment {

struct SweepAxis {
  std::string key;
  std::vector<double> values;
};

// By the keys' names; none without a sweep.
std::vector<SweepAxis> sweep_axes(const Scenario&);

// The scenario at every combination of values, the last axis running fastest; itself alone without a sweep.
std::vector<Scenario> sweep_points(const Experiment&, std::size_t row);

// Throws UsageError for a swept key that this kind of scenario does not have or that is no number, for a value outside
// its limits, and for more than 100,000 combinations.
void check_sweep(const Experiment&, std::size_t row, const Positions&);

}  // namespace kaitei::experiment

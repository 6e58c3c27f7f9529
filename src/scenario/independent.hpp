// The independent failure model: every element fails on its own, at a rate from the experiment or with an explicit
// probability. The only floating point of a run; it ends in the integer thresholds of kernels/sampler.hpp.
#pragma once

#include <vector>

#include "experiment/experiment.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"

namespace kaitei::scenario {

// Probability that an element with `faults_per_year` is down on a random day (snapshot: lambda tau / (1 + lambda tau),
// the unavailability of an alternating renewal process with mean repair time tau) or fails at least once in the
// exposure (window: 1 - exp(-lambda t)).
double failure_probability(const experiment::FailureSettings&, double faults_per_year, double repair_days);

// [element of the graph]. Segments fail at their length times the rate of each depth class they cross, that of
// their system's [[rates]] if it has some; where depth is unknown, the experiment says which class to assume. A link whose
// data state a probability has that one, in every mode. An explicit probability of the experiment comes before all of
// these. Throws UsageError for an explicit probability of an element
// that does not exist, DataError for a backhaul link without a length when its rate is per 1000 km.
std::vector<double> failure_probabilities(const experiment::Experiment&, const network::Network&,
                                          const network::Graph&);

}  // namespace kaitei::scenario

// The scenario n-minus-k: every set of up to k units, counted exactly.
#pragma once

#include <vector>

#include "engine/scenarios.hpp"
#include "scenario/units.hpp"

namespace kaitei::engine {

// The units of the scenario. Throws UsageError if there are fewer than k, or more sets of k than 64 bits count.
std::vector<scenario::Unit> choose_units(const experiment::Scenario&, const experiment::Experiment&,
                                         const network::Network&, const network::Graph&);

// Every connectivity outcome lost, and every joining outcome left with too few systems.
std::vector<LossLabel> losses(const Questions&);

// Counts by branching (kernels/cuts.hpp) what each question's losses are, proves the smallest cut, and, where there are
// few enough sets of k units, looks at each for the worst ones and the distributions. Throws Stopped.
NMinusKRecord n_minus_k(const experiment::Scenario&, const std::vector<scenario::Unit>&, const Questions&,
                        const ScenarioControls&);

}  // namespace kaitei::engine

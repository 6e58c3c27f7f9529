// The scenario attack-sequence: units removed one by one, the foremost by some measure first.
#pragma once

#include <vector>

#include "engine/scenarios.hpp"
#include "scenario/units.hpp"

namespace kaitei::engine {

// Units of a scenario in which an attacker chooses. Throws UsageError if there are none, or more than 10,000.
std::vector<scenario::Unit> attacked_units(const experiment::Scenario&, const experiment::Experiment&,
                                           const network::Network&, const network::Graph&);

// Order number `order` of so many random ones: every permutation of the units as likely.
std::vector<std::uint32_t> random_order(const experiment::Scenario&, std::uint64_t seed, std::uint64_t order,
                                        const std::vector<scenario::Unit>&);

// Every order that the scenario asks for, and random ones beside them. Throws Stopped.
AttackSequenceRecord attack_sequence(const experiment::Scenario&, const experiment::Experiment&, const network::Network&,
                                     const network::Graph&, const Questions&, const ScenarioControls&);

}  // namespace kaitei::engine

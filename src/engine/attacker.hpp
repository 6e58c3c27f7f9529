// The scenario attacker: the cheapest loss of each question, beside what less knowledge, or chance, does with the same
// means.
#pragma once

#include "engine/scenarios.hpp"

namespace kaitei::engine {

// Throws Stopped.
AttackerRecord attacker(const experiment::Scenario&, const experiment::Experiment&, const network::Network&,
                        const network::Graph&, const Questions&, const ScenarioControls&);

}  // namespace kaitei::engine

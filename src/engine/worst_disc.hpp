// The scenario worst-disc: discs about every centre of a grid, looked at.
#pragma once

#include "engine/scenarios.hpp"

namespace kaitei::engine {

// Throws UsageError if the network has no places or the grid too many centres.
void check_worst_disc(const experiment::Scenario&, const network::Network&, const network::Graph&);

// Every radius of the sweep of scenario number `row`. Between the grid's centres the search goes on around the worst ones,
// in ever smaller steps. A disc of radius r about any place of the area lies within the disc of radius r + reach about the
// centre of that place's cell, and what takes more elements does no less damage: so the worst of those larger discs bounds
// what the grid can have missed. Throws Stopped.
WorstDiscRecord worst_disc(const experiment::Experiment&, std::size_t row, const network::Network&, const network::Graph&,
                           const Questions&, const ScenarioControls&);

}  // namespace kaitei::engine

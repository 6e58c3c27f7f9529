// Scenarios that draw their events: hazards sampled on the host, their failures percolated by the backend.
#pragma once

#include "engine/scenarios.hpp"

namespace kaitei::engine {

// Every point of the sweep of scenario number `row`, over controls.range. Throws Stopped when asked to stop.
SampledRecord sample_scenario(const experiment::Experiment&, std::size_t row, const network::Network&,
                              const network::Graph&, const Questions&, const ScenarioControls&);

}  // namespace kaitei::engine

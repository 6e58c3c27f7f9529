// What one value alone cannot tell: values that contradict each other, or the network.
#pragma once

#include "experiment/experiment.hpp"
#include "experiment/positions.hpp"
#include "network/network.hpp"

namespace kaitei::experiment {

// Checks the values against each other. Where --set changes failure.mode, values of the file that the new mode has no
// use for go back to their defaults; given without that, they are an error. Throws UsageError.
void check_alone(Experiment&, const Positions&);

// What a scenario's values say together: called by check_alone().
void check_scenarios(const Experiment&, const Positions&);

// Checks that every terminal set, node, country and element that the experiment names is in the network, and that no
// outcome joins sets that share a node. Without positions, messages name the experiment file alone. Throws UsageError.
void check_against(const Experiment&, const network::Network&, const Positions& = {});

}  // namespace kaitei::experiment

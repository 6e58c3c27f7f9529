// How an experiment wants its network lowered.
#pragma once

#include "experiment/experiment.hpp"
#include "network/lower.hpp"

namespace kaitei::experiment {

network::LoweringOptions lowering_options(const Experiment&);

}  // namespace kaitei::experiment

// An Experiment as TOML, with every default filled in.
#pragma once

#include <string>

#include "experiment/experiment.hpp"

namespace kaitei::experiment {

// Keys in the schema's order; parsing the text gives the same Experiment, but for its file and its list of overrides,
// which stand in comments. Keys that the failure mode has no use for are left out.
std::string dump(const Experiment&);

}  // namespace kaitei::experiment

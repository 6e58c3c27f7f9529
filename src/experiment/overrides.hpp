// --set key=value, laid over the parsed file before anything is read from it.
#pragma once

#include <string>

#include <toml++/toml.h>

#include "experiment/positions.hpp"

namespace kaitei::experiment {

// Puts the value of `argument` ("run.trials=1e6", "failure.probabilities.segment:x=0.5") into `document`.
// Text that is not a TOML value is taken as a bare string. Throws UsageError naming "--set <argument>".
void apply_override(toml::table& document, const std::string& argument, Positions& positions);

}  // namespace kaitei::experiment

// The files that scenarios name: layers and rasters.
#pragma once

#include <filesystem>
#include <vector>

#include "experiment/experiment.hpp"

namespace kaitei::experiment {

// Every file that the scenario may name, given or not.
std::vector<std::filesystem::path*> scenario_paths(Scenario&);

// Those that the experiment's scenarios name, sorted, each once.
std::vector<std::filesystem::path> scenario_files(const Experiment&);

}  // namespace kaitei::experiment

// What `run` and `validate` begin with: the experiment and its network, each checked, and checked against the other.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "geo/load_network.hpp"
#include "scenario/hazard_files.hpp"

namespace kaitei::cli {

struct Inputs {
  experiment::Experiment experiment;
  geo::LoadedNetwork loaded;  // empty for percolation of large graphs
  scenario::HazardFiles hazard_files;
};

// Logs how much the loader mended. Throws UsageError or DataError.
Inputs load_inputs(const std::filesystem::path& experiment, const std::vector<std::string>& overrides);

// "<layer> <feature>: <what>", one a repair.
std::vector<std::string> repair_lines(const std::vector<geo::Repair>&);

}  // namespace kaitei::cli

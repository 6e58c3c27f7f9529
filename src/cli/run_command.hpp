// kaitei run: from an experiment file to a result file and a summary.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/ranks.hpp"

namespace kaitei::cli {

struct RunOptions {
  std::filesystem::path experiment;
  std::vector<std::string> overrides;
  std::string command_line;
  bool json = false, quiet = false;
  const engine::Ranks* ranks = nullptr;  // several: rank 0 alone writes and prints
};

// Finds out that the result can be written before it simulates. A run that a signal stops writes nothing and throws
// RunError. Throws UsageError, DataError, DeviceError or RunError.
void run_experiment(const RunOptions&, std::ostream& out);

}  // namespace kaitei::cli

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
  std::string shard;  // "i/n"; empty: every trial
  bool json = false, quiet = false, fresh = false;  // fresh: do not go on from a checkpoint
};

// Finds out that the result can be written before it simulates, goes on from its checkpoint if there is one, and saves
// one every run.checkpoint_minutes. Throws UsageError, DataError, DeviceError or RunError, and StoppedEarly for a run
// that a signal stopped and that left a checkpoint. Of several ranks the first alone writes and prints.
void run_experiment(const RunOptions&, engine::Ranks&, std::ostream& out);

}  // namespace kaitei::cli

// kaitei submit: an experiment to a Slurm cluster, and how far it has come.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace kaitei::cli {

struct SubmitOptions {
  std::filesystem::path experiment, site, script;  // script: where to write it; empty: beside the result
  std::vector<std::string> overrides;
  std::uint64_t array = 0;                         // shards; 0: one MPI job of `nodes`
  unsigned nodes = 0, ranks_per_node = 1, cpus = 1, gpus_per_node = 0, requeues = 20;
  std::string time, account, partition;
  bool dry_run = false, status = false;
};

// Writes the script, with memory and time from pilots of two seconds, sends it with sbatch unless it is a dry run, and
// says what to do next. With `status`: reads the shards, or the result, and says how far each is and what the estimate is
// so far. Throws UsageError, DataError, or RunError if sbatch refuses.
void submit(const SubmitOptions&, std::ostream& out);

}  // namespace kaitei::cli

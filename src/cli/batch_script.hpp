// The Slurm script of a run: an array of shards, or ranks of one MPI job.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/site.hpp"

namespace kaitei::cli {

struct BatchJob {
  std::string name;                  // of the job and of its logs
  std::string program;               // path of kaitei
  std::vector<std::string> run;      // the words after "kaitei": run x.toml ...
  std::vector<std::string> notes;    // comment lines: what is computed, and the estimate
  std::uint64_t array = 0;           // shards; 0: one MPI job
  unsigned nodes = 1, ranks_per_node = 1, cpus_per_rank = 1, gpus_per_node = 0;
  std::string time;                  // "2:00:00"; empty: the cluster's default
  std::uint64_t memory_mib = 0;      // of a node
  unsigned requeues = 20;            // at most that many, after stops with a checkpoint
  unsigned seconds_to_save = 120;    // before the time limit
};

// A word as the shell reads it back.
std::string shell_word(const std::string&);

std::string batch_script(const BatchJob&, const Site&);

}  // namespace kaitei::cli

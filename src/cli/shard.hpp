// "--shard 3/16": which part of the experiment's trials a run is for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "experiment/experiment.hpp"
#include "kernels/trials.hpp"

namespace kaitei::cli {

struct Shard {
  std::uint64_t index = 0, count = 1;  // index from 0
};

// Throws UsageError unless the text is "i/n" with i < n.
Shard parse_shard(std::string_view text);

// The shard's trials: contiguous, cut between blocks, sizes as equal as that allows. Throws UsageError if there are more
// shards than blocks.
TrialRange shard_of(Shard, std::uint64_t trials, std::uint64_t block = trials_per_block);
// Of an experiment's trials; sweeps of [[percolation]] are cut anywhere.
TrialRange shard_of(Shard, const experiment::Experiment&);

// "out.h5" -> "out.shard-3-of-16.h5"; unchanged if there is one shard.
std::string shard_file(const std::string& file, Shard);

}  // namespace kaitei::cli

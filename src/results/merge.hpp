// Adding up result files of one experiment over disjoint trials: shards, or a checkpoint beside them.
#pragma once

#include <filesystem>
#include <span>

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

enum class Coverage { whole, partial };  // every trial of the experiment must be there | gaps are allowed

struct Merged {
  engine::RunRecord record;   // without the network's rows
  hdf5::Bytes network_image;  // one of the files, whose /network is that of all
};

// Tallies are added exactly, so the parts' order and number do not show; a part is read, added and dropped. Per-trial bits
// are kept only where no trial is missing in between. A file that was merged with gaps cannot be merged again. Throws
// UsageError naming the first file that is of another experiment, seed or sampler contract, whose trials overlap another's,
// or after which trials are missing; DataError for a damaged one.
Merged merge(std::span<const std::filesystem::path> parts, Coverage);

}  // namespace kaitei::results

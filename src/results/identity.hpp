// What makes two runs the same experiment.
#pragma once

#include <span>
#include <string>

#include "engine/record.hpp"
#include "experiment/experiment.hpp"

namespace kaitei::results {

// SHA-256 over all that fixes the tallies and estimates: the resolved experiment without what does not (output file,
// threads, backend, lanes, title, and the path at which the network lies), the network files' contents, the sampler
// contract with its tables, and the version of the result format. Checkpoints, shards and merges hang on it.
std::string experiment_sha256(const experiment::Experiment&, std::span<const engine::InputFile> network_files);

}  // namespace kaitei::results

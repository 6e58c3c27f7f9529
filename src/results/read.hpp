// Reading a result file back. The whole file is read once, checked, and opened from memory.
#pragma once

#include <filesystem>

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

// The HDF5 part of a finished file whose checksum is right. Throws DataError if the file cannot be read, was cut off or
// is not a result file, or is damaged, naming the tables that are.
hdf5::Bytes load_checked(const std::filesystem::path&);

// Throws DataError as load_checked() does.
void verify_checksum(const std::filesystem::path&);

// What summaries need of a run: tallies, labels, elements with their probabilities, provenance; of the experiment its
// name, question, failure mode, seed, trials and confidence level (the whole stands in provenance.resolved_experiment);
// of the network its name, version and licence. Not the per-trial bits. Throws DataError as load_checked() does, or if
// the file's format is not this program's.
engine::RunRecord read_result(const std::filesystem::path&);

}  // namespace kaitei::results

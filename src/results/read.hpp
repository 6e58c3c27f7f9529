// Reading a result file back. The whole file is read once, checked, and opened from memory.
#pragma once

#include <filesystem>

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

// The HDF5 part of a finished file whose checksum is right. Throws DataError if the file cannot be read, was cut off or
// is not a result file, or is damaged, naming the tables that are.
hdf5::Bytes load_checked(const std::filesystem::path&);

// A run: experiment, tallies, labels, elements with their probabilities, provenance, and its network as read_network()
// has it; without gates and edges. Or the curves of [[percolation]]. Throws DataError as load_checked() does, or if the file's format is not this program's.
engine::RunRecord read_result(const std::filesystem::path&);
// The same from what load_checked() gave; `path` is for messages.
engine::RunRecord read_result(const hdf5::Bytes& image, const std::filesystem::path& path);

}  // namespace kaitei::results

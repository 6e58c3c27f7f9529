// Whether two result files hold the same run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/hdf5.hpp"

namespace kaitei::results {

// Names of what differs: tables outside /provenance that are no estimates ("/disconnected_count"), and the attributes
// of the root that say what was run ("/@seed"). Estimates follow from the tallies, up to the last
// digit of a compiler's arithmetic, and are not compared. Throws DataError if a file is unreadable or damaged.
std::vector<std::string> differences(const std::filesystem::path& a, const std::filesystem::path& b);

// Names of the tables that say what was run, coordinates and inputs outside /provenance, that differ between two images.
std::vector<std::string> differing_inputs(const hdf5::Bytes& a, const hdf5::Bytes& b);

// No differences: the same tallies, coordinates and network, whatever the provenance.
bool equal_results(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace kaitei::results

// Whether two results hold the same run, from the images that load_checked() gives.
#pragma once

#include <string>
#include <vector>

#include "results/hdf5.hpp"

namespace kaitei::results {

// Names of what differs: tables outside /provenance that are no estimates ("/disconnected_count"), and the attributes
// of the root that say what was run ("/@seed"). Estimates follow from the tallies, up to the last
// digit of a compiler's arithmetic, and are not compared. Throws hdf5::Failure for images of something else.
std::vector<std::string> differences(const hdf5::Bytes& a, const hdf5::Bytes& b);

// Names of the tables that say what was run, coordinates and inputs outside /provenance, that differ between two images.
std::vector<std::string> differing_inputs(const hdf5::Bytes& a, const hdf5::Bytes& b);

}  // namespace kaitei::results

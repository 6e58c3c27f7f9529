// Finding out which tables of a damaged file are hurt.
#pragma once

#include <string>
#include <vector>

#include "results/hdf5.hpp"

namespace kaitei::results {

// Paths of the tables that HDF5 cannot read from the image, fletcher32 included; {"the HDF5 structure"} where it
// cannot even list them, nothing where all numbers are whole. Runs in a child process with a time limit, because
// HDF5 may crash or loop on damaged bookkeeping.
std::vector<std::string> damaged_tables(const hdf5::Bytes& image);

}  // namespace kaitei::results

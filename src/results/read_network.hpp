// The topology that a result file holds.
#pragma once

#include "network/network.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

// /network: nodes, systems, segments with their lines, power sections, links and terminal sets; without fibre routes and
// the evidence of each row. Throws hdf5::Failure or std::out_of_range where the file does not hold what its format promises.
network::Network read_network(const hdf5::OpenFile&);

}  // namespace kaitei::results

// Reading back what write_scenarios.cpp writes.
#pragma once

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

// Throws hdf5::Failure or std::out_of_range where the file does not hold what it should.
void read_scenarios(const hdf5::OpenFile&, engine::RunRecord&);

}  // namespace kaitei::results

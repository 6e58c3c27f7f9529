// The parts of a result file; docs/results-format.md describes each column.
#pragma once

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

void write_tables(hdf5::Folder& root, const engine::RunRecord&);
// Nothing where there are no scenarios.
void write_scenarios(hdf5::Folder& root, const engine::RunRecord&);
void write_network(hdf5::Folder& root, const engine::RunRecord&);
void write_provenance(hdf5::Folder& root, const engine::RunRecord&);
// Nothing where no per-trial bits were asked for.
void write_per_trial(hdf5::Folder& root, const engine::RunRecord&);

}  // namespace kaitei::results

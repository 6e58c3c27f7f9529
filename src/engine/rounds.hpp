// The trials of a run, in rounds: between two of them every batch that was begun is done, so that what is counted covers
// the range's first trials without gaps, and can be saved.
#pragma once

#include "engine/run.hpp"
#include "kernels/backend.hpp"

namespace kaitei::engine {

// Adds the trials of record.provenance.planned that record.tallies do not hold yet, until all are there or a stop is
// asked for, and keeps what is Used. `bits` rows belong to record.disconnected_bits.
// With several ranks the first one's record holds the whole. Controls as in run().
void simulate_in_rounds(const Backend&, const Plan&, const TrialBits& bits, const RunControls&, Ranks&,
                        RunRecord&);

}  // namespace kaitei::engine

// A run without names and places, as its network is anonymised for publication.
#pragma once

#include <cstdint>

#include "engine/record.hpp"

namespace kaitei::report {

// The network as geo::anonymised() leaves it; elements, terminal sets, systems and units called as there; outcomes,
// scenarios and groups numbered; experiment, question, host, command, input files, what was mended, and the resolved
// experiment gone. Every number stays. The same seed gives the same result, so take a random one.
void anonymise(engine::RunRecord&, std::uint64_t seed);

}  // namespace kaitei::report

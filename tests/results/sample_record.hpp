// A run record made by hand: two connectivity outcomes seen and one without events, one joining outcome with public
// capacities and one without any, CJK names, nulls, per-trial bits. Not a simulation: the tallies are consistent, no more.
#pragma once

#include "engine/record.hpp"

namespace kaitei::testing {

engine::RunRecord sample_record();
// Nothing asked for, nothing in the network.
engine::RunRecord empty_record();

}  // namespace kaitei::testing

// The plain twin: the same question answered one trial at a time, with a textbook union-find. Slow and obvious; the
// tests hold the word-parallel engine against it bit for bit.
#pragma once

#include "kernels/model.hpp"
#include "kernels/tallies.hpp"
#include "kernels/trials.hpp"

namespace kaitei::twin {

// Whether the element fails in the trial, read off the sampling contract one trial at a time.
bool element_fails(const ElementSampler&, const SamplerKeys&, std::uint64_t trial);

// Tallies of the range.
Tallies simulate(const Model&, TrialRange);

}  // namespace kaitei::twin

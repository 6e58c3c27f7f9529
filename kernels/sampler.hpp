// From a probability to the integer sampler of the contract: the only floating-point step, done once on the host.
#pragma once

#include <cstdint>

#include "kernels/model.hpp"

namespace kaitei {

inline constexpr std::uint32_t sampler_contract = 1;

// P = floor(p 2^64), exact for any double in [0, 1); p = 0 (or below 2^-64) never fails, p = 1 always does.
// Throws std::invalid_argument outside [0, 1].
ElementSampler make_sampler(std::uint64_t element, double probability);

// The probability that is actually simulated, P / 2^64, rounded to double.
double simulated_probability(const ElementSampler&);

}  // namespace kaitei

// How long a run would take, from short pilots of it.
#pragma once

#include <cstdint>
#include <string>

#include "kernels/backend.hpp"

namespace kaitei::cli {

constexpr unsigned pilots = 5;

// Least, median and most of the pilots, for the whole run without loading and writing.
struct Estimate {
  std::uint64_t pilot_trials = 0;
  double least = 0, median = 0, most = 0;  // seconds
};

// Takes about two seconds.
Estimate estimate_time(const Backend&, const Plan&, std::uint64_t trials);

// "90 s", "12 min", "3.4 h".
std::string in_time(double seconds);

}  // namespace kaitei::cli

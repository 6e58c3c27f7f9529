// What runs and processes use.
#pragma once

#include <cstdint>

namespace kaitei::engine {

// Of a run, all its starts and ranks together.
struct Used {
  double wall_seconds = 0;              // of a start, not of each of its ranks
  double cpu_seconds = 0;
  double worker_seconds = 0;            // that the workers, threads or devices, spent on trials
  std::uint64_t peak_memory_bytes = 0;  // of the process that wrote the file
};

// Of this process so far.
double cpu_seconds();               // user and system time of all threads
std::uint64_t peak_memory_bytes();  // largest resident set

}  // namespace kaitei::engine

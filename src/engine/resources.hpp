// What this process has used so far.
#pragma once

#include <cstdint>

namespace kaitei::engine {

double cpu_seconds();               // user and system time of all threads
std::uint64_t peak_memory_bytes();  // largest resident set

}  // namespace kaitei::engine

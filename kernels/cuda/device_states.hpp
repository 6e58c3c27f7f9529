// Counting names on the device, a library's work (Thrust): apart from our own kernels, so that these can be tested without.
#pragma once

#include <cstdint>

#include "kernels/cuda/device_memory.hpp"
#include "kernels/distinct_states.hpp"

namespace kaitei::cuda {

// Sorts the names where they are, by work put into the stream, and waits for it. Throws std::bad_alloc where the device
// has no room for twice as many numbers beside them.
StateCounts count_names(std::uint64_t* names, std::uint64_t trials, cudaStream_t);

}  // namespace kaitei::cuda

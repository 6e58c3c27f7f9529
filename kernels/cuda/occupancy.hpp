// Where the state of a model's thread blocks goes on a device, and how many of them work at once.
#pragma once

#include <cstdint>
#include <string>

#include "kernels/cuda/cuda_backend.hpp"
#include "kernels/cuda/simulate.cuh"

namespace kaitei::cuda {

using Kernel = void (*)(DevicePlanView, Work);

struct Occupancy {
  Placement placement = Placement::global;
  unsigned threads = 0;        // of a thread block
  int blocks_per_multiprocessor = 0, thread_blocks = 0;
  Footprint words{};           // of a thread block

  unsigned warps_per_multiprocessor() const {
    return static_cast<unsigned>(blocks_per_multiprocessor) * threads / 32;
  }
};

Kernel kernel_of(Placement);

// "shared", "reached-shared" or "global".
const char* name_of(Placement);

// On the current device: the state as near to the cores as still leaves a quarter of a multiprocessor's warps at work;
// of the sizes of a thread block, the one that keeps most warps at work, and of equals the smallest, since its barriers
// stop the fewest. Options that are given are kept to; throws std::invalid_argument where they cannot be.
Occupancy choose_occupancy(const DevicePlanView& sizes, const CudaOptions&);

}  // namespace kaitei::cuda

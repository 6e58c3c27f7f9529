// Sweeps on a CUDA device, with the same integers as the CPU's. The device draws and sorts the thresholds, joins the
// elements between two windows of the curve concurrently, by hooking and compressing, and tells for every window the
// clusters that its elements touch; the host, which alone can take steps one by one, grows those through the window
// while the device works on the next. No CUDA header is needed to use it.
#pragma once

#include <cstdint>
#include <memory>

#include "kernels/percolation/sweep.hpp"

namespace kaitei::percolation {

struct CudaSweepOptions {
  int device = 0;                               // its number
  unsigned threads = 256;                       // of a thread block, a multiple of 32
  std::uint64_t longest_window = 1ull << 20;    // steps; what windows_of() cuts at
};

// The graph and the curve must outlive it. Throws std::invalid_argument as make_cpu_sweeper(), NoCudaDevice
// (cuda/cuda_backend.hpp) if there is none, and std::runtime_error if the device has too little memory.
std::unique_ptr<Sweeper> make_cuda_sweeper(const Graph&, const Curve&, Kind, std::uint64_t key, CudaSweepOptions = {});

}  // namespace kaitei::percolation

// The CUDA engine: every device a worker, with tallies and trial bits the same as the CPU's, byte for byte. No CUDA
// header is needed to use it; a build without the toolkit has the same functions, which then find no device.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernels/backend.hpp"

namespace kaitei {

struct CudaDevice {
  int number = 0;
  std::string name, compute_capability;
  std::uint64_t memory_bytes = 0, shared_bytes_per_block = 0;
  unsigned multiprocessors = 0;
};

// Devices that can run the kernels; if there is none, why.
struct CudaProbe {
  std::vector<CudaDevice> devices;
  std::string why_none;
};

// Never throws for want of a device or a driver.
CudaProbe probe_cuda();

struct NoCudaDevice : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct CudaOptions {
  std::function<void(const std::string&)> say;  // hears when memory makes a batch smaller
  std::vector<int> devices;                     // their numbers; empty: all
  // What the occupancy decides unless it is given: state in "shared", "reached-shared" or "global" memory, and the
  // threads of a thread block, a multiple of 32.
  std::string placement;
  unsigned threads = 0;
};

// Throws NoCudaDevice, saying why.
std::unique_ptr<Backend> make_cuda_backend(CudaOptions = {});

}  // namespace kaitei

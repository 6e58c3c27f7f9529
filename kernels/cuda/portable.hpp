// What lets one source be compiled by nvcc for a device and by a C++ compiler for the tests' device on the CPU
// (kernels/tests/cuda_on_cpu/cuda_runtime.h): the launch and the declaration of dynamic shared memory.
#pragma once

#include <cuda_runtime.h>

#ifdef __CUDACC__
#define KAITEI_LAUNCH(kernel, grid, threads, shared_bytes, stream, ...) \
  kernel<<<grid, threads, shared_bytes, stream>>>(__VA_ARGS__)
#define KAITEI_DYNAMIC_SHARED(name) extern __shared__ std::uint32_t name[]
#endif

// kaitei-device-peaks: what a device reaches of the two things that bound the kernels, 32-bit integer operations and
// bytes of its memory. Prints JSON, the best of several repetitions each; exits 4 without a device.
#include <cstdint>
#include <cstdio>

#include <cuda_runtime.h>

#include "kernels/cuda/cuda_backend.hpp"
#include "kernels/cuda/device_memory.hpp"

namespace {

using namespace kaitei::cuda;

constexpr int repetitions = 10, operations_per_round = 64, rounds = 4096, chains = 8;

// Eight chains a thread, each of one three-input logical operation (LOP3) after the other: enough independent work to
// fill the pipe, and nothing that the compiler could leave out.
__global__ void logical_operations(std::uint32_t* out, std::uint32_t a, std::uint32_t b) {
  std::uint32_t x[chains];
  for (int c = 0; c < chains; ++c) x[c] = threadIdx.x * chains + c;
  for (int round = 0; round < rounds; ++round) {
#pragma unroll
    for (int i = 0; i < operations_per_round / chains; ++i) {
#pragma unroll
      for (int c = 0; c < chains; ++c) {
        const std::uint32_t y = x[(c + 1) % chains];
        asm volatile("lop3.b32 %0, %0, %1, %2, 0xE8;" : "+r"(x[c]) : "r"(y), "r"(i % 2 == 0 ? a : b));
      }
    }
  }
  std::uint32_t sum = 0;
  for (int c = 0; c < chains; ++c) sum ^= x[c];
  out[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

__global__ void copy_words(const uint4* from, uint4* to, std::size_t count) {
  for (std::size_t i = blockIdx.x * std::size_t{blockDim.x} + threadIdx.x; i < count;
       i += std::size_t{gridDim.x} * blockDim.x)
    to[i] = from[i];
}

// Seconds of the quickest repetition.
template <class F>
double quickest(F&& launch) {
  cudaEvent_t start, stop;
  check(cudaEventCreate(&start), "make an event");
  check(cudaEventCreate(&stop), "make an event");
  float best = 0;
  for (int i = 0; i <= repetitions; ++i) {  // the first warms up
    check(cudaEventRecord(start), "time a kernel");
    launch();
    check(cudaGetLastError(), "start a kernel");
    check(cudaEventRecord(stop), "time a kernel");
    check(cudaEventSynchronize(stop), "run a kernel");
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, start, stop), "time a kernel");
    if (i > 0 && (best == 0 || milliseconds < best)) best = milliseconds;
  }
  cudaEventDestroy(start);
  cudaEventDestroy(stop);
  return best * 1e-3;
}

}  // namespace

int main() {
  const kaitei::CudaProbe probe = kaitei::probe_cuda();
  if (probe.devices.empty()) {
    std::fprintf(stderr, "no CUDA device can be used: %s (there is nothing to measure); run on a machine with one\n",
                 probe.why_none.c_str());
    return 4;
  }
  const kaitei::CudaDevice& device = probe.devices.front();
  check(cudaSetDevice(device.number), "use a device");
  constexpr unsigned threads = 1024;
  const unsigned blocks = device.multiprocessors * 2;
  const auto out = device_array<std::uint32_t>(std::size_t{blocks} * threads);
  const double logical = quickest([&] { logical_operations<<<blocks, threads>>>(out.get(), 0x55555555u, 0x33333333u); });
  const double operations = static_cast<double>(blocks) * threads * rounds * operations_per_round;
  constexpr std::size_t words = (std::size_t{1} << 30) / sizeof(uint4);
  const auto from = device_array<uint4>(words), to = device_array<uint4>(words);
  check(cudaMemset(from.get(), 1, words * sizeof(uint4)), "fill memory");
  const double copy = quickest([&] { copy_words<<<device.multiprocessors * 4, threads>>>(from.get(), to.get(), words); });
  std::printf("{\"device\": \"%s\", \"compute_capability\": \"%s\", \"multiprocessors\": %u,\n"
              " \"lop3_per_second\": %.4g, \"bytes_per_second\": %.4g}\n",
              device.name.c_str(), device.compute_capability.c_str(), device.multiprocessors, operations / logical,
              2.0 * words * sizeof(uint4) / copy);
}

// Stands for the CUDA Toolkit's header of this name where kernels are compiled for the tests' device on the CPU: the
// part of the language and of the runtime that they use. Device memory starts filled with rubbish, streams do nothing
// until someone waits for them, and memory runs out when told to, so that what is missing on the host shows too.
// It models no memory order: a device and compute-sanitizer have the last word.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "block_runner.hpp"

// --- the language ---------------------------------------------------------------------------------------------------
#define __global__
#define __device__
#define __host__
#define __shared__ static thread_local
#define __launch_bounds__(...)
#define threadIdx (cuda_on_cpu::BlockRunner::current().thread_index())
#define blockIdx (cuda_on_cpu::BlockRunner::current().block_index())
#define blockDim (cuda_on_cpu::BlockRunner::current().launch().block)
#define gridDim (cuda_on_cpu::BlockRunner::current().launch().grid)

namespace cuda_on_cpu {

inline std::uint64_t meet(Meeting meeting, std::uint32_t mask, std::uint64_t value, unsigned source = 0) {
  return BlockRunner::current().meet({meeting, mask, value, source});
}
inline unsigned lane() { return BlockRunner::current().lane(); }

template <class T>
T shuffle(std::uint32_t mask, T value, unsigned source) {
  static_assert(sizeof(T) <= 8);
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof value);
  bits = meet(Meeting::shuffle, mask, bits, source);
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

template <class T>
std::atomic_ref<T> atomic(T* p) {
  BlockRunner::current().maybe_hand_over();
  return std::atomic_ref<T>(*p);
}

}  // namespace cuda_on_cpu

inline void __syncthreads() { cuda_on_cpu::meet(cuda_on_cpu::Meeting::block_sync, 0, 0); }
inline int __syncthreads_or(int p) { return static_cast<int>(cuda_on_cpu::meet(cuda_on_cpu::Meeting::block_or, 0, p != 0)); }
inline int __syncthreads_and(int p) { return static_cast<int>(cuda_on_cpu::meet(cuda_on_cpu::Meeting::block_and, 0, p != 0)); }
inline void __syncwarp(unsigned mask = 0xFFFFFFFFu) { cuda_on_cpu::meet(cuda_on_cpu::Meeting::warp_sync, mask, 0); }
inline unsigned __ballot_sync(unsigned mask, int p) {
  return static_cast<unsigned>(cuda_on_cpu::meet(cuda_on_cpu::Meeting::ballot, mask, p != 0));
}
inline int __any_sync(unsigned mask, int p) { return __ballot_sync(mask, p) != 0; }
inline int __all_sync(unsigned mask, int p) { return __ballot_sync(mask, p == 0) == 0; }
inline unsigned __reduce_add_sync(unsigned mask, unsigned value) {
  return static_cast<unsigned>(cuda_on_cpu::meet(cuda_on_cpu::Meeting::sum, mask, value));
}
template <class T>
unsigned __match_any_sync(unsigned mask, T value) {
  return static_cast<unsigned>(cuda_on_cpu::meet(cuda_on_cpu::Meeting::match, mask, static_cast<std::uint64_t>(value)));
}
template <class T>
T __shfl_sync(unsigned mask, T value, int source, int width = 32) {
  const unsigned w = static_cast<unsigned>(width), group = cuda_on_cpu::lane() / w * w;
  return cuda_on_cpu::shuffle(mask, value, group + static_cast<unsigned>(source) % w);
}
template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned step, int width = 32) {
  const unsigned lane = cuda_on_cpu::lane(), place = lane % static_cast<unsigned>(width);
  return cuda_on_cpu::shuffle(mask, value, place >= step ? lane - step : lane);
}
template <class T>
T __shfl_xor_sync(unsigned mask, T value, int bits, int = 32) {
  return cuda_on_cpu::shuffle(mask, value, cuda_on_cpu::lane() ^ static_cast<unsigned>(bits));
}
template <class T>
T atomicAdd(T* p, T value) { return cuda_on_cpu::atomic(p).fetch_add(value); }
template <class T>
T atomicOr(T* p, T value) { return cuda_on_cpu::atomic(p).fetch_or(value); }
template <class T>
T atomicXor(T* p, T value) { return cuda_on_cpu::atomic(p).fetch_xor(value); }
template <class T>
T atomicCAS(T* p, T expected, T value) {
  cuda_on_cpu::atomic(p).compare_exchange_strong(expected, value);
  return expected;
}
inline int __popc(unsigned x) { return std::popcount(x); }
inline int __ffs(int x) { return __builtin_ffs(x); }

// --- the runtime ----------------------------------------------------------------------------------------------------
enum cudaError_t {
  cudaSuccess = 0,
  cudaErrorInvalidValue = 1,
  cudaErrorMemoryAllocation = 2,
  cudaErrorInsufficientDriver = 35,
  cudaErrorNoDevice = 100,
};
enum cudaMemcpyKind { cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost };
enum cudaFuncAttribute { cudaFuncAttributeMaxDynamicSharedMemorySize };
inline constexpr unsigned cudaStreamNonBlocking = 1;

struct cudaDeviceProp {
  char name[256];
  int major, minor, multiProcessorCount;
  std::size_t totalGlobalMem, sharedMemPerBlockOptin;
};

namespace cuda_on_cpu {

// What the machine pretends to have. Set it before a backend is made.
struct Machine {
  cudaError_t probe = cudaSuccess;
  int devices = 1, major = 9, multiprocessors = 2;
  std::size_t memory = std::size_t{1} << 30;  // of each device
  std::size_t shared_per_block = 227 * 1024;
  std::uint64_t seed = 0;                     // of the order in which warps and lanes run; 0: in order
  int streams_at_work = 0, most_streams_at_work = 0;  // with something to do that nobody has waited for
};
Machine& machine();

struct Stream;

void enqueue(Stream*, std::function<void()>);

template <class Kernel, class... Arguments>
void launch(Kernel kernel, unsigned grid, unsigned threads, std::size_t shared_bytes, Stream* stream, Arguments... arguments) {
  enqueue(stream, [=] {
    BlockRunner runner({grid, threads, shared_bytes, machine().seed});
    for (unsigned block = 0; block < grid; ++block) runner.run([&] { kernel(arguments...); }, {block, 0, 0});
  });
}

}  // namespace cuda_on_cpu

using cudaStream_t = cuda_on_cpu::Stream*;

cudaError_t cudaGetDeviceCount(int*);
cudaError_t cudaGetDevice(int*);
cudaError_t cudaSetDevice(int);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp*, int);
cudaError_t cudaRuntimeGetVersion(int*);
cudaError_t cudaMalloc(void**, std::size_t);
cudaError_t cudaFree(void*);
cudaError_t cudaMallocHost(void**, std::size_t);
cudaError_t cudaFreeHost(void*);
cudaError_t cudaStreamCreateWithFlags(cudaStream_t*, unsigned);
cudaError_t cudaStreamDestroy(cudaStream_t);
cudaError_t cudaStreamSynchronize(cudaStream_t);
cudaError_t cudaMemcpyAsync(void*, const void*, std::size_t, cudaMemcpyKind, cudaStream_t);
cudaError_t cudaMemsetAsync(void*, int, std::size_t, cudaStream_t);
cudaError_t cudaGetLastError();
const char* cudaGetErrorString(cudaError_t);
template <class Kernel>
cudaError_t cudaFuncSetAttribute(Kernel, cudaFuncAttribute, int) { return cudaSuccess; }
// Shared memory is what limits it: a kibibyte of a block's own goes with what it asks for, of 228 in all.
template <class Kernel>
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, Kernel, int threads, std::size_t shared_bytes) {
  const std::size_t by_memory = 228 * 1024 / (shared_bytes + 1024);
  *blocks = static_cast<int>(std::min<std::size_t>({by_memory, 1024u / static_cast<unsigned>(threads), 32}));
  return cudaSuccess;
}

#define KAITEI_LAUNCH(kernel, grid, threads, shared_bytes, stream, ...) \
  cuda_on_cpu::launch(kernel, grid, threads, shared_bytes, stream, __VA_ARGS__)
#define KAITEI_DYNAMIC_SHARED(name) \
  auto* const name = static_cast<std::uint32_t*>(cuda_on_cpu::BlockRunner::current().dynamic_shared())

// The runtime's functions on the host: devices, memory, streams.
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>
#include <mutex>

#include "cuda_runtime.h"

namespace cuda_on_cpu {

struct Stream {
  std::deque<std::function<void()>> pending;
};

namespace {

thread_local int device_in_use = 0;
std::mutex mutex;
std::map<int, std::size_t> used;                              // [device] bytes
std::map<void*, std::pair<int, std::size_t>> allocations;

}  // namespace

Machine& machine() {
  static Machine one;
  return one;
}

void enqueue(Stream* stream, std::function<void()> work) {
  Machine& m = machine();
  if (stream->pending.empty()) m.most_streams_at_work = std::max(m.most_streams_at_work, ++m.streams_at_work);
  stream->pending.push_back(std::move(work));
}

}  // namespace cuda_on_cpu

using namespace cuda_on_cpu;

cudaError_t cudaGetDeviceCount(int* count) {
  *count = machine().devices;
  return machine().probe;
}

cudaError_t cudaGetDevice(int* device) {
  *device = device_in_use;
  return cudaSuccess;
}

cudaError_t cudaSetDevice(int device) {
  if (device < 0 || device >= machine().devices) return cudaErrorInvalidValue;
  device_in_use = device;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  *properties = {.name = "CPU that stands for a device",
                 .major = machine().major,
                 .minor = 0,
                 .multiProcessorCount = machine().multiprocessors,
                 .totalGlobalMem = machine().memory,
                 .sharedMemPerBlockOptin = machine().shared_per_block};
  return device < machine().devices ? cudaSuccess : cudaErrorInvalidValue;
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  *version = 13000;
  return cudaSuccess;
}

cudaError_t cudaMalloc(void** p, std::size_t bytes) {
  const std::lock_guard lock(mutex);
  if (used[device_in_use] + bytes > machine().memory) return cudaErrorMemoryAllocation;
  *p = std::aligned_alloc(256, (bytes + 255) / 256 * 256);
  if (*p == nullptr) return cudaErrorMemoryAllocation;
  std::memset(*p, 0xA5, bytes);
  used[device_in_use] += bytes;
  allocations[*p] = {device_in_use, bytes};
  return cudaSuccess;
}

cudaError_t cudaFree(void* p) {
  const std::lock_guard lock(mutex);
  const auto found = allocations.find(p);
  if (found == allocations.end()) return p == nullptr ? cudaSuccess : cudaErrorInvalidValue;
  used[found->second.first] -= found->second.second;
  allocations.erase(found);
  std::free(p);
  return cudaSuccess;
}

cudaError_t cudaMallocHost(void** p, std::size_t bytes) {
  *p = std::malloc(bytes);
  std::memset(*p, 0xA5, bytes);
  return cudaSuccess;
}

cudaError_t cudaFreeHost(void* p) {
  std::free(p);
  return cudaSuccess;
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
  *stream = new Stream;
  return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  delete stream;
  return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  if (!stream->pending.empty()) --machine().streams_at_work;
  while (!stream->pending.empty()) {
    const auto work = std::move(stream->pending.front());
    stream->pending.pop_front();
    work();
  }
  return cudaSuccess;
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind, cudaStream_t stream) {
  enqueue(stream, [=] { std::memcpy(to, from, bytes); });
  return cudaSuccess;
}

cudaError_t cudaMemsetAsync(void* p, int value, std::size_t bytes, cudaStream_t stream) {
  enqueue(stream, [=] { std::memset(p, value, bytes); });
  return cudaSuccess;
}

cudaError_t cudaGetLastError() { return cudaSuccess; }

const char* cudaGetErrorString(cudaError_t error) {
  return error == cudaErrorMemoryAllocation ? "out of memory" : "an error of the tests' device";
}

// Owners of what the CUDA runtime hands out, and its errors as exceptions.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include "kernels/cuda/portable.hpp"

namespace kaitei::cuda {

// Throws std::bad_alloc where the device has no memory left, std::runtime_error for everything else.
inline void check(cudaError_t error, const char* what) {
  if (error == cudaSuccess) return;
  cudaGetLastError();  // takes the error away
  if (error == cudaErrorMemoryAllocation) throw std::bad_alloc();
  throw std::runtime_error(std::string("CUDA could not ") + what + ": " + cudaGetErrorString(error));
}

struct FreeDevice {
  void operator()(void* p) const { cudaFree(p); }
};
struct FreePinned {
  void operator()(void* p) const { cudaFreeHost(p); }
};

template <class T>
using DeviceArray = std::unique_ptr<T[], FreeDevice>;
template <class T>
using PinnedArray = std::unique_ptr<T[], FreePinned>;  // host memory that copies overlap with kernels

template <class T>
DeviceArray<T> device_array(std::size_t count) {
  void* p = nullptr;
  if (count != 0) check(cudaMalloc(&p, count * sizeof(T)), "allocate device memory");
  return DeviceArray<T>(static_cast<T*>(p));
}

template <class T>
PinnedArray<T> pinned_array(std::size_t count) {
  void* p = nullptr;
  if (count != 0) check(cudaMallocHost(&p, count * sizeof(T)), "allocate pinned memory");
  return PinnedArray<T>(static_cast<T*>(p));
}

class Stream {
 public:
  Stream() { check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "make a stream"); }
  ~Stream() {
    if (stream_ != nullptr) cudaStreamDestroy(stream_);
  }
  Stream(Stream&& other) noexcept : stream_(std::exchange(other.stream_, nullptr)) {}
  Stream& operator=(Stream&&) = delete;
  cudaStream_t get() const { return stream_; }
  void wait() const { check(cudaStreamSynchronize(stream_), "run the kernels"); }

 private:
  cudaStream_t stream_ = nullptr;
};

}  // namespace kaitei::cuda

// Sorting on the device, a library's work (CUB): apart from our own kernels, so that these can be tested without.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "kernels/cuda/device_memory.hpp"

namespace kaitei::percolation {

// Records whose halves lie in two arrays, and as much room again.
template <class Key>
struct SortBuffers {
  cuda::DeviceArray<Key> keys, other_keys;
  cuda::DeviceArray<std::uint32_t> values, other_values;
  std::size_t count = 0;
  cuda::DeviceArray<std::byte> scratch;
  std::size_t scratch_bytes = 0;

  explicit SortBuffers(std::size_t n)
      : keys(cuda::device_array<Key>(n)), other_keys(cuda::device_array<Key>(n)),
        values(cuda::device_array<std::uint32_t>(n)), other_values(cuda::device_array<std::uint32_t>(n)), count(n) {}
};

// Sorts the records by key, equal keys in the order they came in, by work put into the stream. The sorted ones are then
// in `keys` and `values`; the others are rubbish.
void sort_records(SortBuffers<std::uint64_t>&, cudaStream_t);
void sort_records(SortBuffers<std::uint32_t>&, cudaStream_t);

}  // namespace kaitei::percolation

#include <cub/device/device_radix_sort.cuh>

#include "kernels/percolation/device_sort.hpp"

namespace kaitei::percolation {
namespace {

template <class Key>
void sort(SortBuffers<Key>& records, cudaStream_t stream) {
  if (records.count == 0) return;
  cub::DoubleBuffer<Key> keys(records.keys.get(), records.other_keys.get());
  cub::DoubleBuffer<std::uint32_t> values(records.values.get(), records.other_values.get());
  const auto count = static_cast<std::int64_t>(records.count);
  const auto call = [&](void* scratch, std::size_t& bytes) {
    cuda::check(cub::DeviceRadixSort::SortPairs(scratch, bytes, keys, values, count, 0, 8 * static_cast<int>(sizeof(Key)), stream),
                "sort");
  };
  if (records.scratch == nullptr) {
    call(nullptr, records.scratch_bytes);
    records.scratch = cuda::device_array<std::byte>(records.scratch_bytes);
  }
  call(records.scratch.get(), records.scratch_bytes);
  if (keys.selector != 0) records.keys.swap(records.other_keys);
  if (values.selector != 0) records.values.swap(records.other_values);
}

}  // namespace

void sort_records(SortBuffers<std::uint64_t>& records, cudaStream_t stream) { sort(records, stream); }
void sort_records(SortBuffers<std::uint32_t>& records, cudaStream_t stream) { sort(records, stream); }

}  // namespace kaitei::percolation

// The CUDA sweep, kernels and host part, compiled for the tests' device on the CPU; its library's sort is replaced.
#include "cuda_runtime.h"

#include <algorithm>
#include <vector>

#include "kernels/percolation/cuda_sweep.cu"

namespace kaitei::percolation {
namespace {

template <class Key>
void sort(SortBuffers<Key>& records, cudaStream_t stream) {
  cuda_on_cpu::enqueue(stream, [keys = records.keys.get(), values = records.values.get(), count = records.count] {
    std::vector<std::pair<Key, std::uint32_t>> sorted;
    for (std::size_t i = 0; i < count; ++i) sorted.emplace_back(keys[i], values[i]);
    std::ranges::stable_sort(sorted, {}, &std::pair<Key, std::uint32_t>::first);
    for (std::size_t i = 0; i < count; ++i) std::tie(keys[i], values[i]) = sorted[i];
  });
}

}  // namespace

void sort_records(SortBuffers<std::uint64_t>& records, cudaStream_t stream) { sort(records, stream); }
void sort_records(SortBuffers<std::uint32_t>& records, cudaStream_t stream) { sort(records, stream); }

}  // namespace kaitei::percolation

#include <thrust/count.h>
#include <thrust/device_ptr.h>
#include <thrust/execution_policy.h>
#include <thrust/functional.h>
#include <thrust/iterator/constant_iterator.h>
#include <thrust/iterator/discard_iterator.h>
#include <thrust/reduce.h>
#include <thrust/sort.h>

#include "kernels/cuda/device_states.hpp"

namespace kaitei::cuda {

StateCounts count_names(std::uint64_t* names, std::uint64_t trials, cudaStream_t stream) {
  const auto policy = thrust::cuda::par.on(stream);
  const auto first = thrust::device_pointer_cast(names), end = first + static_cast<std::ptrdiff_t>(trials);
  const DeviceArray<std::uint64_t> room = device_array<std::uint64_t>(trials);
  const auto drawn = thrust::device_pointer_cast(room.get());
  thrust::sort(policy, first, end);
  const auto drawn_end = thrust::reduce_by_key(policy, first, end, thrust::constant_iterator<std::uint64_t>(1),
                                               thrust::make_discard_iterator(), drawn).second;
  return {.trials = trials,
          .distinct = static_cast<std::uint64_t>(drawn_end - drawn),
          .once = static_cast<std::uint64_t>(thrust::count(policy, drawn, drawn_end, std::uint64_t{1})),
          .commonest = thrust::reduce(policy, drawn, drawn_end, std::uint64_t{0}, thrust::maximum<std::uint64_t>())};
}

}  // namespace kaitei::cuda

// The CUDA engine, kernels and host part, compiled for the tests' device on the CPU; its library's counting is replaced.
#include "cuda_runtime.h"

#include "kernels/cuda/cuda_backend.cu"

namespace kaitei {

StateCounts cuda::count_names(std::uint64_t* names, std::uint64_t trials, cudaStream_t stream) {
  const DeviceArray<std::uint64_t> room = device_array<std::uint64_t>(2 * trials);
  check(cudaStreamSynchronize(stream), "run the kernels");
  return kaitei::count_names({names, names + trials});
}

}  // namespace kaitei

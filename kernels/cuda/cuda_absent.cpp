// What stands for the CUDA engine where kaitei is built without the CUDA Toolkit.
#include "kernels/cuda/cuda_backend.hpp"
#include "kernels/percolation/cuda_sweep.hpp"

namespace kaitei {

CudaProbe probe_cuda() { return {{}, "this kaitei was built without CUDA"}; }

std::unique_ptr<Backend> make_cuda_backend(CudaOptions) { throw NoCudaDevice(probe_cuda().why_none); }

std::unique_ptr<percolation::Sweeper> percolation::make_cuda_sweeper(const Graph& graph, const Curve& curve, Kind kind,
                                                                     std::uint64_t, CudaSweepOptions) {
  check_curve(graph, curve, kind);
  throw NoCudaDevice(probe_cuda().why_none);
}

}  // namespace kaitei

// What stands for the CUDA engine where kaitei is built without the CUDA Toolkit.
#include "kernels/cuda/cuda_backend.hpp"

namespace kaitei {

CudaProbe probe_cuda() { return {{}, "this kaitei was built without CUDA"}; }

std::unique_ptr<Backend> make_cuda_backend(CudaOptions) { throw NoCudaDevice(probe_cuda().why_none); }

}  // namespace kaitei

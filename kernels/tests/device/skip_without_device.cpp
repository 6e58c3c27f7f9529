// Ends the test program with ctest's code for "skipped" before any test, where there is no device to run on.
#include <cstdio>
#include <cstdlib>

#include "kernels/cuda/cuda_backend.hpp"

namespace {

const bool has_device = [] {
  const kaitei::CudaProbe probe = kaitei::probe_cuda();
  if (!probe.devices.empty()) return true;
  std::printf("skipped: %s\n", probe.why_none.c_str());
  std::exit(77);
}();

}  // namespace

#include "engine/choose_backend.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "engine/devices.hpp"
#include "errors.hpp"
#include "kernels/cpu_backend.hpp"
#include "kernels/cuda/cuda_backend.hpp"

namespace kaitei::engine {
namespace {

LaneWidth lane_width(experiment::Lanes lanes) {
  switch (lanes) {
    case experiment::Lanes::lanes_32: return LaneWidth::lanes_32;
    case experiment::Lanes::lanes_128: return LaneWidth::lanes_128;
    case experiment::Lanes::lanes_256: return LaneWidth::lanes_256;
    case experiment::Lanes::lanes_512: return LaneWidth::lanes_512;
    case experiment::Lanes::automatic: break;
  }
  return widest_native();
}

std::unique_ptr<Backend> cpu(const experiment::RunSettings& settings) {
  return std::make_unique<CpuBackend>(threads_of(settings), lane_width(settings.lanes));
}

}  // namespace

unsigned threads_of(const experiment::RunSettings& settings) {
  return settings.threads != 0 ? settings.threads : std::max(1u, std::thread::hardware_concurrency());
}

std::vector<int> own_devices(std::optional<unsigned> local_rank) {
  std::vector<int> found;
  for (const CudaDevice& device : probe_cuda().devices) found.push_back(device.number);
  return devices_of_process(found, local_rank);
}

std::unique_ptr<Backend> choose_backend(const experiment::RunSettings& settings, const Notes& notes,
                                        std::optional<unsigned> local_rank) {
  if (settings.backend == experiment::Backend::cpu) return cpu(settings);
  std::unique_ptr<Backend> backend;
  std::string why_not_cuda;
  try {
    backend = make_cuda_backend({.say = notes, .devices = own_devices(local_rank)});
  } catch (const NoCudaDevice& error) {
    why_not_cuda = error.what();
  }
  if (settings.backend == experiment::Backend::cuda) {
    if (backend == nullptr)
      throw DeviceError(fmt::format("no CUDA device can be used: {} (the run was told to use one); run with --backend "
                                    "cpu or auto",
                                    why_not_cuda));
    return backend;
  }
  if (backend == nullptr) backend = cpu(settings);
  if (notes)
    notes(fmt::format("backend: {}{}", describe(*backend), why_not_cuda.empty() ? "" : "; not cuda: " + why_not_cuda));
  return backend;
}

std::string describe(const Backend& backend) {
  if (!backend.device().empty()) return fmt::format("{} on {}", backend.name(), backend.device());
  return fmt::format("{}, {} thread{}, {} trials at a time", backend.name(), backend.workers(),
                     backend.workers() == 1 ? "" : "s", backend.lanes());
}

}  // namespace kaitei::engine

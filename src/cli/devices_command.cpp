#include "cli/devices_command.hpp"

#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/choose_backend.hpp"
#include "kernels/cpu_backend.hpp"
#include "kernels/cuda/cuda_backend.hpp"

namespace kaitei::cli {

void list_devices(const DevicesOptions& options, std::ostream& out) {
  const CpuBackend cpu(engine::threads_of({}));
  const CudaProbe cuda = probe_cuda();
  if (options.json) {
    auto devices = nlohmann::ordered_json::array();
    for (const CudaDevice& device : cuda.devices)
      devices.push_back({{"number", device.number},
                         {"name", device.name},
                         {"compute_capability", device.compute_capability},
                         {"memory_bytes", device.memory_bytes},
                         {"multiprocessors", device.multiprocessors},
                         {"shared_bytes_per_block", device.shared_bytes_per_block}});
    out << nlohmann::ordered_json{{"cpu", {{"threads", cpu.workers()}, {"lanes", cpu.lanes()}}},
                                  {"cuda", {{"devices", devices}, {"why_none", cuda.why_none}}}}
               .dump(2)
        << "\n";
    return;
  }
  out << fmt::format("cpu   {} threads, {} trials at a time\n", cpu.workers(), cpu.lanes());
  for (const CudaDevice& device : cuda.devices)
    out << fmt::format("cuda  device {}: {}, compute capability {}, {:.1f} GiB, {} multiprocessors\n", device.number,
                       device.name, device.compute_capability,
                       static_cast<double>(device.memory_bytes) / (std::uint64_t{1} << 30), device.multiprocessors);
  if (cuda.devices.empty()) out << fmt::format("cuda  none: {}\n", cuda.why_none);
}

}  // namespace kaitei::cli

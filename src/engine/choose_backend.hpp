// Which backend simulates an experiment: what its run.backend says, or for auto what the machine has.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "experiment/experiment.hpp"
#include "kernels/backend.hpp"

namespace kaitei::engine {

// Hears what a user should know and need not do anything about, a line each.
using Notes = std::function<void(const std::string&)>;

// Throws DeviceError if the experiment names CUDA and there is none. For auto, says which it took and why. With a local
// rank (this process is one of several on the machine) of the devices only one, taken in turn; else all.
std::unique_ptr<Backend> choose_backend(const experiment::RunSettings&, const Notes&,
                                        std::optional<unsigned> local_rank = std::nullopt);

// "cuda on NVIDIA H200", "cpu, 2 threads, 512 (AVX-512) trials at a time".
std::string describe(const Backend&);

}  // namespace kaitei::engine

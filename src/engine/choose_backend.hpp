// Which backend simulates an experiment: what its run.backend says, or for auto what the machine has.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "kernels/backend.hpp"

namespace kaitei::engine {

// Hears what a user should know and need not do anything about, a line each.
using Notes = std::function<void(const std::string&)>;

// run.threads, or as many as the machine has cores.
unsigned threads_of(const experiment::RunSettings&);

// The numbers of the machine's devices that this process takes: all, or with a local rank (it is one of several on the
// machine) one of them, taken in turn.
std::vector<int> own_devices(std::optional<unsigned> local_rank);

// Throws DeviceError if the experiment names CUDA and there is none. For auto, says which it took and why.
std::unique_ptr<Backend> choose_backend(const experiment::RunSettings&, const Notes&,
                                        std::optional<unsigned> local_rank = std::nullopt);

// "cuda on NVIDIA H200", "cpu, 2 threads, 512 (AVX-512) trials at a time".
std::string describe(const Backend&);

}  // namespace kaitei::engine

// What only a pretended device can show: no device, old ones, and too little memory.
#include <catch.hpp>

#include <string>
#include <vector>

#include "../device/device.hpp"
#include "../random_model.hpp"
#include "cuda_runtime.h"
#include "kernels/cpu_backend.hpp"
#include "kernels/cuda/cuda_backend.hpp"

using namespace kaitei;
using cuda_on_cpu::machine;

namespace kaitei::testing {

void shuffle_device(std::uint64_t seed) { machine().seed = seed; }
void set_devices(int count) { machine().devices = count; }

}  // namespace kaitei::testing

namespace {

// A machine of its own for one test.
struct Pretend {
  explicit Pretend(const cuda_on_cpu::Machine& other) : before(machine()) { machine() = other; }
  ~Pretend() { machine() = before; }
  cuda_on_cpu::Machine before;
};

}  // namespace

TEST_CASE("Without a device the reason is said") {
  {
    const Pretend pretend({.probe = cudaErrorInsufficientDriver, .devices = 0});
    CHECK(probe_cuda().why_none == "the NVIDIA driver is missing, or older than CUDA 13.0 needs");
    CHECK_THROWS_AS(make_cuda_backend(), NoCudaDevice);
  }
  {
    const Pretend pretend({.probe = cudaErrorNoDevice, .devices = 0});
    CHECK(probe_cuda().why_none == "this machine has no CUDA device");
  }
  const Pretend pretend({.major = 7});
  CHECK_THAT(probe_cuda().why_none, ContainsSubstring("compute capability 7.0, below 8.0"));
}

TEST_CASE("Short of memory, the batch shrinks, says so, and counts the same") {
  Model model = testing::random_model(2, {.nodes = 15, .edges = 25});
  model.worst = 3;
  const Plan plan(model);
  CpuSimulator cpu(plan);
  const TrialRange range{0, 20'000};
  cpu.simulate(range);
  const std::uint64_t least = make_cuda_backend()->plan_worker(plan, 0).memory_bytes;
  const Pretend pretend({.memory = least + 300'000, .seed = 1});
  std::vector<std::string> said;
  const auto simulator =
      make_cuda_backend({.say = [&](const std::string& line) { said.push_back(line); }, .threads = 64})->make_simulator(plan, 0);
  simulator->simulate(range);
  CHECK(simulator->tallies() == cpu.tallies());
  CHECK(machine().most_streams_at_work == 2);  // the next batch is under way before this one is copied and counted

  const TrialRange more{20'480, 60'000};  // what was once too much is not asked for again
  simulator->simulate(more);
  cpu.simulate(more);
  CHECK(simulator->tallies() == cpu.tallies());
  REQUIRE(said.size() == 1);
  CHECK_THAT(said[0], ContainsSubstring("device 0 is short of memory: batches of"));
}

TEST_CASE("Memory too short for the states of so many trials is an error that says what to do") {
  const Model model = testing::random_model(2, {});
  const Pretend pretend({.memory = 1'000'000});
  const auto cuda = make_cuda_backend({.threads = 64});
  CHECK(cuda->count_states(model, {0, 10'000}) == CpuBackend(1).count_states(model, {0, 10'000}));
  CHECK_THROWS_WITH(cuda->count_states(model, {0, 60'000}),
                    ContainsSubstring("too little memory to tell the failure states of 60000 trials apart (2 MiB)") &&
                        ContainsSubstring("ask for fewer, or run with --backend cpu"));
}

TEST_CASE("Memory too short for one block is an error, not a wrong count") {
  const Plan plan(testing::random_model(2, {}));
  {
    const Pretend pretend({.memory = 1000});
    CHECK_THROWS_WITH(make_cuda_backend()->make_simulator(plan, 0), ContainsSubstring("too little memory for the model"));
  }
  for (std::size_t memory = 10'000;; memory += 10'000) {  // the least that holds the model
    const Pretend pretend({.memory = memory});
    std::unique_ptr<Simulator> simulator;
    try {
      simulator = make_cuda_backend()->make_simulator(plan, 0);
    } catch (const std::runtime_error&) {
      continue;
    }
    CHECK_THROWS_WITH(simulator->simulate({0, 5000}), ContainsSubstring("too little memory for one block"));
    return;
  }
}

// The CUDA engine against the CPU's: tallies and trial bits must be the same. The same bodies run on a device, where
// there is one, and on the CPU that stands for one, where warps and lanes run in shuffled order.
#include <catch.hpp>

#include <algorithm>
#include <fstream>
#include <vector>

#include "../random_model.hpp"
#include "device.hpp"
#include "kernels/cpu_backend.hpp"
#include "kernels/cuda/cuda_backend.hpp"
#include "kernels/graph_model.hpp"

using namespace kaitei;

namespace {

struct Outcome {
  Tallies tallies;
  std::vector<std::vector<std::uint32_t>> bits;
};

// The ranges one after the other, by one worker after the other, with bits if asked.
Outcome simulate(const Backend& backend, const Plan& plan, const std::vector<TrialRange>& ranges, bool with_bits) {
  Outcome outcome{Tallies::for_model(plan.model()), {}};
  const std::uint64_t first = ranges.front().first / trials_per_block * trials_per_block;
  const std::uint64_t words = (ranges.back().first + ranges.back().count - first + 31) / 32;
  outcome.bits.assign(plan.model().connectivity.size(), std::vector<std::uint32_t>(words));
  std::vector<std::uint32_t*> rows;
  for (auto& row : outcome.bits) rows.push_back(row.data());
  std::vector<std::unique_ptr<Simulator>> simulators;
  for (unsigned worker = 0; worker < backend.workers(); ++worker)
    simulators.push_back(backend.make_simulator(plan, worker));
  for (std::size_t i = 0; i < ranges.size(); ++i)
    simulators[i % simulators.size()]->simulate(ranges[i], {first, with_bits ? rows.data() : nullptr});
  for (const auto& simulator : simulators) outcome.tallies += simulator->tallies();
  return outcome;
}

void check_same(const Backend& cuda, const Plan& plan, const std::vector<TrialRange>& ranges) {
  for (const bool with_bits : {true, false}) {
    const Outcome expected = simulate(CpuBackend(1), plan, ranges, with_bits);
    const Outcome found = simulate(cuda, plan, ranges, with_bits);
    REQUIRE(expected.tallies.trials > 0);
    CHECK(found.tallies == expected.tallies);
    CHECK(found.tallies.worst == expected.tallies.worst);
    CHECK(found.bits == expected.bits);
  }
}

}  // namespace

TEST_CASE("Random multigraphs: the device counts what the CPU counts") {
  const double density = GENERATE(0.02, 0.2, 0.9);
  const std::uint32_t nodes = GENERATE(3u, 12u, 40u);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    testing::shuffle_device(seed);
    const auto cuda = make_cuda_backend({.threads = seed == 1 ? 64u : 128u});
    Model model = testing::random_model(seed, {.nodes = nodes, .edges = nodes * 5 / 3, .density = density});
    model.worst = seed == 3 ? 7 : 0;
    CAPTURE(density, nodes, seed);
    check_same(*cuda, Plan(model), {{seed * 777, 1500 + 37 * seed}});
  }
}

TEST_CASE("State in every kind of memory, and thread blocks of every size, give the same counts") {
  testing::shuffle_device(5);
  const Plan plan(testing::random_model(4, {.nodes = 20, .edges = 33, .density = 0.3}));
  for (const char* placement : {"shared", "reached-shared", "global"})
    for (const unsigned threads : {32u, 96u, 256u}) {
      CAPTURE(placement, threads);
      check_same(*make_cuda_backend({.placement = placement, .threads = threads}), plan, {{100, 3000}, {3100, 31}});
    }
}

TEST_CASE("Several devices share the trials, and the counts stay the same") {
  testing::set_devices(3);
  const auto cuda = make_cuda_backend();
  const Plan plan(testing::random_model(9, {}));
  check_same(*cuda, plan, {{0, 2048}, {2048, 1024}, {3072, 1}, {3073, 2000}});
  CHECK(cuda->workers() >= 1);
  testing::set_devices(1);
}

TEST_CASE("Sets of k elements, the worst of them too") {
  for (const std::uint32_t k : {1u, 3u}) {
    Model model = testing::random_model(6, {.nodes = 10, .edges = 16});
    model.set_size = k;
    model.worst = 5;
    testing::shuffle_device(k);
    CAPTURE(k);
    check_same(*make_cuda_backend({.threads = 64}), Plan(model), {{0, 1000}, {1000, 1500}});
  }
}

TEST_CASE("Listed failures, alone or beside the draws") {
  for (const bool beside_drawn : {false, true}) {
    Model model = testing::random_model(12, {});
    model.lists = testing::random_lists(model, 1024, 2100, 3);
    model.lists.beside_drawn = beside_drawn;
    model.worst = 5;
    testing::shuffle_device(4);
    CAPTURE(beside_drawn);
    check_same(*make_cuda_backend({.threads = 96}), Plan(model), {{500, 1000}, {1500, 2500}});
  }
}

TEST_CASE("Distinct failure states: the device counts what the CPU counts") {
  for (const double density : {0.01, 0.1, 0.9})
    for (const char* placement : {"shared", "global"}) {
      Model model = testing::random_model(15, {.nodes = 8, .edges = 12, .density = density});
      testing::shuffle_device(6);
      const auto cuda = make_cuda_backend({.placement = placement, .threads = 96});
      const CpuBackend cpu(1);
      CAPTURE(density, placement);
      for (const TrialRange range : {TrialRange{0, 4096}, {1000, 30}, {777, 5000}, {123, 0}})
        CHECK(cuda->count_states(model, range) == cpu.count_states(model, range));
      model.lists = testing::random_lists(model, 1024, 2100, 3);
      model.lists.beside_drawn = density > 0.5;
      CHECK(cuda->count_states(model, {500, 2500}) == cpu.count_states(model, {500, 2500}));
    }
}

TEST_CASE("Sparse elements of every shift") {
  Model model;
  model.keys = {11, 12};
  for (int z = 1; z < 50; ++z) {
    model.elements.push_back(make_sampler(static_cast<std::uint64_t>(z), std::ldexp(1.3, -z - 1)));
    model.elements.push_back(make_sampler(static_cast<std::uint64_t>(100 + z), std::ldexp(0.7, -z)));
  }
  testing::shuffle_device(2);
  check_same(*make_cuda_backend({.threads = 96}), Plan(model), {{std::uint64_t{1} << 45, 4096}});
}

TEST_CASE("Capacities whose squares need 128 bits") {
  Model model = testing::random_model(8, {.nodes = 8, .edges = 12, .density = 0.4});
  JoiningOutcome& joining = model.joining.front();
  joining.total_gbps = 0;
  for (auto& route : joining.routes) joining.total_gbps += route.capacity_gbps = (std::uint64_t{1} << 60) + 12345;
  joining.bin_width_gbps = joining.total_gbps / 20 + 1;
  testing::shuffle_device(3);
  check_same(*make_cuda_backend({.threads = 64}), Plan(model), {{0, 2000}});
}

TEST_CASE("The benchmark's graph, components included") {
  std::ifstream file(KAITEI_BENCH_GRAPH);
  const RandomGraph graph = read_graph(file);
  testing::shuffle_device(1);
  const Plan plan(make_model(graph, {.components = true, .importance = true, .elements_failed = true},
                             {0x6b61697465690001, 2}));
  check_same(*make_cuda_backend({.threads = testing::threads_for_a_large_graph}), plan, {{0, 1024}});
}

TEST_CASE("A backend says what it will do with a model") {
  const auto cuda = make_cuda_backend();
  const Plan small(testing::random_model(1, {})), large(testing::random_model(1, {.nodes = 1500, .edges = 2500}));
  CHECK_THAT(cuda->plan_worker(small, 0).state, ContainsSubstring("all in shared"));
  CHECK_THAT(cuda->plan_worker(large, 0).state, ContainsSubstring("in global memory"));
  CHECK(cuda->plan_worker(large, 0).memory_bytes > cuda->plan_worker(small, 0).memory_bytes);
  CHECK_THROWS_WITH(make_cuda_backend({.placement = "shared"})->make_simulator(large, 0),
                    ContainsSubstring("no thread block with state in shared memory"));
  CHECK_THROWS_AS(make_cuda_backend({.devices = {77}}), NoCudaDevice);
}

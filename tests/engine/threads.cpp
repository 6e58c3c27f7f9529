#include "catch.hpp"

#include <thread>
#include <vector>

#include "../../kernels/tests/random_model.hpp"
#include "engine/threads.hpp"
#include "kernels/cpu_backend.hpp"

using namespace kaitei;
using engine::simulate_on_threads;

TEST_CASE("Threads, batch sizes and lanes give the same tallies and bits") {
  const Plan plan(testing::random_model(11, {.nodes = 30, .edges = 50}));
  const TrialRange range{0, 300'001};
  const std::size_t outcomes = plan.model().connectivity.size();
  const auto run = [&](const CpuBackend& backend, std::uint64_t blocks_per_batch,
                       std::vector<std::vector<std::uint32_t>>& bits) {
    bits.assign(outcomes, std::vector<std::uint32_t>((range.count / trials_per_block + 1) * words_per_block));
    std::vector<std::uint32_t*> rows;
    for (auto& row : bits) rows.push_back(row.data());
    return simulate_on_threads(backend, plan, range, {0, rows.data()}, {.blocks_per_batch = blocks_per_batch}, {});
  };
  std::vector<std::vector<std::uint32_t>> expected_bits, bits;
  const Tallies expected = run(CpuBackend(1), 0, expected_bits);
  REQUIRE(expected.trials == range.count);
  for (const unsigned threads : {1u, 2u, 3u, 7u})
    for (const std::uint64_t blocks : {1u, 5u, 64u, 1000u})
      for (const LaneWidth lanes : {LaneWidth::lanes_32, LaneWidth::lanes_256, LaneWidth::lanes_512}) {
        CAPTURE(threads, blocks, static_cast<int>(lanes));
        CHECK(run(CpuBackend(threads, lanes), blocks, bits) == expected);
        CHECK(bits == expected_bits);
      }
}

TEST_CASE("A run that is told to stop returns fewer trials") {
  const Plan plan(testing::random_model(11, {}));
  const std::atomic<bool> stop = true;
  CHECK(simulate_on_threads(CpuBackend(2), plan, {0, 1 << 20}, {}, {.stop = &stop}, {}).trials == 0);
}

TEST_CASE("The time of all workers is counted") {
  const Plan plan(testing::random_model(11, {}));
  double worker_seconds = 1;
  const auto start = std::chrono::steady_clock::now();
  simulate_on_threads(CpuBackend(2), plan, {0, 1 << 20}, {}, {.worker_seconds = &worker_seconds}, {});
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  CHECK(worker_seconds > 1);
  CHECK(worker_seconds < 1 + 2 * wall.count());
}

TEST_CASE("Progress ends at the whole") {
  const Plan plan(testing::random_model(11, {}));
  std::uint64_t last = 0, lost = 0;
  const Tallies tallies = simulate_on_threads(CpuBackend(2), plan, {0, 100'000}, {}, {},
                                              [&](std::uint64_t done, std::uint64_t disconnected) {
                                                CHECK(done >= last);
                                                last = done;
                                                lost = disconnected;
                                              });
  CHECK(last == 100'000);
  CHECK(lost == tallies.disconnected[0]);
}

TEST_CASE("Processes that share a dealer do every batch once between them") {
  const Plan plan(testing::random_model(11, {}));
  const TrialRange range{1024, 200'003};
  const Tallies expected = simulate_on_threads(CpuBackend(2), plan, range, {}, {}, {});
  engine::LocalDealer dealer;
  Tallies first, second = Tallies::for_model(plan.model());
  {
    const std::jthread other([&] {
      second = simulate_on_threads(CpuBackend(1), plan, range, {}, {.blocks_per_batch = 1, .dealer = &dealer}, {});
    });
    first = simulate_on_threads(CpuBackend(2), plan, range, {}, {.blocks_per_batch = 1, .dealer = &dealer}, {});
  }
  first += second;
  CHECK(first == expected);
}

TEST_CASE("Stopped at any moment, the trials done are the first ones") {
  const Plan plan(testing::random_model(11, {}));
  for (const int microseconds : {0, 300, 1000, 3000}) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(microseconds);
    const Tallies some = simulate_on_threads(CpuBackend(2), plan, {0, 1 << 24}, {}, {.until = until, .blocks_per_batch = 3}, {});
    CHECK(some == simulate_on_threads(CpuBackend(1), plan, {0, some.trials}, {}, {}, {}));
  }
}

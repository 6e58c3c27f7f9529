// The word-parallel engine against the plain twin, which shares with it only the Philox function and the gap tables.
#include <catch.hpp>

#include <cmath>
#include <random>

#include "kernels/cpu_backend.hpp"
#include "kernels/graph_model.hpp"
#include "kernels/twin.hpp"
#include "random_model.hpp"

using namespace kaitei;

namespace {

constexpr LaneWidth widths[] = {LaneWidth::lanes_32, LaneWidth::lanes_128, LaneWidth::lanes_256, LaneWidth::lanes_512};

Tallies simulate(const Plan& plan, TrialRange range, LaneWidth width, InstructionSet set = InstructionSet::native) {
  CpuSimulator simulator(plan, width, set);
  simulator.simulate(range);
  return simulator.tallies();
}

}  // namespace

TEST_CASE("Every width and instruction set gives the twin's tallies on random multigraphs") {
  const double density = GENERATE(0.02, 0.2, 0.9);
  const std::uint32_t nodes = GENERATE(3u, 12u, 40u);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Plan plan(testing::random_model(seed, {.nodes = nodes, .edges = nodes * 5 / 3, .density = density}));
    const TrialRange range{seed * 777, 1500 + 37 * seed};
    const Tallies expected = twin::simulate(plan.model(), range);
    REQUIRE(expected.trials == range.count);
    for (const LaneWidth width : widths) {
      CAPTURE(density, nodes, seed, static_cast<int>(width));
      CHECK(simulate(plan, range, width) == expected);
      CHECK(simulate(plan, range, width, InstructionSet::baseline) == expected);
    }
  }
}

TEST_CASE("Contraction changes no count") {
  for (std::uint64_t seed = 100; seed < 130; ++seed) {
    testing::RandomModelSettings settings{.nodes = 25, .edges = 35};
    const Tallies on = simulate(Plan(testing::random_model(seed, settings)), {0, 20000}, widest_native());
    settings.contraction = Contraction::off;
    const Tallies off = simulate(Plan(testing::random_model(seed, settings)), {0, 20000}, widest_native());
    CAPTURE(seed);
    CHECK(on == off);
  }
}

TEST_CASE("Listed failures, alone or beside the draws, are what the twin makes of them") {
  for (std::uint64_t seed = 20; seed < 26; ++seed)
    for (const bool beside_drawn : {false, true}) {
      Model model = testing::random_model(seed, {});
      model.lists = testing::random_lists(model, 2048, 3000, seed);
      model.lists.beside_drawn = beside_drawn;
      model.worst = 9;
      const Plan plan(model);
      const TrialRange range{1500, 5000};  // trials before and after the list fail nothing that is listed
      const Tallies expected = twin::simulate(model, range);
      CAPTURE(seed, beside_drawn);
      for (const LaneWidth width : widths) CHECK(simulate(plan, range, width) == expected);
      CHECK(expected.elements_failed[0] < range.count);
      model.lists.members.back() = static_cast<std::uint32_t>(model.elements.size());
      CHECK_THROWS_AS(Plan(model), std::invalid_argument);
    }
}

TEST_CASE("Any split of the trials adds up to the whole") {
  const Plan plan(testing::random_model(7, {}));
  const Tallies whole = simulate(plan, {5, 9001}, widest_native());
  for (const std::uint64_t cut : {1u, 31u, 1024u, 3000u, 9000u}) {
    Tallies parts = simulate(plan, {5, cut}, widest_native());
    parts += simulate(plan, {5 + cut, 9001 - cut}, LaneWidth::lanes_128);
    CHECK(parts == whole);
  }
}

TEST_CASE("Trial bits are the disconnected trials, at the same place whatever the width") {
  const Plan plan(testing::random_model(3, {}));
  const std::size_t words = 4096 / 32, outcomes = plan.model().connectivity.size();
  std::vector<std::vector<std::uint32_t>> expected;
  for (const LaneWidth width : widths) {
    std::vector<std::vector<std::uint32_t>> bits(outcomes, std::vector<std::uint32_t>(words));
    std::vector<std::uint32_t*> rows;
    for (auto& row : bits) rows.push_back(row.data());
    CpuSimulator simulator(plan, width);
    simulator.simulate({1024, 1500}, {1024, rows.data()});
    simulator.simulate({2524, 1000}, {1024, rows.data()});
    for (std::size_t c = 0; c < outcomes; ++c) {
      std::uint64_t count = 0;
      for (const std::uint32_t word : bits[c]) count += static_cast<std::uint64_t>(__builtin_popcount(word));
      CHECK(count == simulator.tallies().disconnected[c]);
      for (std::uint64_t t = 0; t < 200; ++t)
        CHECK((bits[c][t / 32] >> (t % 32) & 1) == twin::simulate(plan.model(), {1024 + t, 1}).disconnected[c]);
    }
    if (expected.empty()) expected = bits;
    CHECK(bits == expected);
  }
}

TEST_CASE("A plan refuses numbers that are out of range") {
  Model model = testing::random_model(1, {});
  SECTION("a gate that reads itself") { model.gates[2].inputs = {static_cast<Literal>(model.elements.size() + 2)}; }
  SECTION("an edge to nowhere") { model.tasks[0].edges.push_back({0, 1000, 0}); }
  SECTION("an outcome without a task") { model.connectivity[0].task = 1000; }
  CHECK_THROWS_AS(Plan(model), std::invalid_argument);
}

TEST_CASE("Tallies refuse to wrap and to mix") {
  const Model model = testing::random_model(1, {});
  Tallies a = Tallies::for_model(model), b = a;
  a.element_failed[0] = ~0ull;
  b.element_failed[0] = 1;
  CHECK_THROWS_AS(a += b, std::overflow_error);
  b.element_failed.push_back(0);
  CHECK_THROWS_AS(Tallies::for_model(model) += b, std::invalid_argument);
}

TEST_CASE("Packed tallies unpack to themselves") {
  const Plan plan(testing::random_model(5, {}));
  Tallies tallies = simulate(plan, {0, 5000}, widest_native());
  tallies.capacity_gbps[0].sum |= Uint128{7} << 64;
  Tallies copy = Tallies::for_model(plan.model());
  copy.unpack(tallies.pack());
  CHECK(copy == tallies);
  CHECK_THROWS_AS(copy.unpack({1, 2, 3}), std::invalid_argument);
}

TEST_CASE("Drawing only what can change an answer changes no answer") {
  std::mt19937_64 random(11);
  for (const bool all_terminal : {false, true}) {
    RandomGraph graph{.node_count = 60, .source = 0, .target = 59, .edges = {}};
    for (std::uint32_t node = 0; node < 60; ++node)  // a 6 x 10 grid with chances from none to one in two
      for (const std::uint32_t step : {1u, 6u})
        if ((step == 6 ? node + 6 < 60 : node % 6 != 5))
          graph.edges.push_back({node, node + step, std::ldexp(1.0, -1 - static_cast<int>(random() % 9))});
    graph.edges[3].failure_probability = 0;
    Model model = make_model(graph, {.all_terminal = all_terminal,
                                     .element_failed = false}, {random(), random()});
    const Plan staged(model);
    REQUIRE(staged.view().stages.size == (all_terminal ? 0u : 3u));
    const TrialRange range{(std::uint64_t{1} << 37) - 3000, 9000};  // across the upper half of the word number
    const Tallies expected = twin::simulate(model, range);
    REQUIRE(expected.disconnected[0] > 0);
    model.element_failed = true;
    const Plan whole(model);
    REQUIRE(whole.view().stages.size == 0);
    std::vector<std::uint32_t> bits(9216 / 32), whole_bits = bits;
    std::uint32_t* row = bits.data();
    std::uint32_t* whole_row = whole_bits.data();
    for (const LaneWidth width : widths) {
      CAPTURE(all_terminal, static_cast<int>(width));
      CHECK(simulate(staged, range, width) == expected);
      CHECK(simulate(staged, range, width, InstructionSet::baseline) == expected);
      if (all_terminal) continue;
      CpuSimulator simulator(staged, width), plain(whole, width);
      const std::uint64_t first = range.first / 1024 * 1024;
      simulator.simulate(range, {first, &row});
      plain.simulate(range, {first, &whole_row});
      CHECK(bits == whole_bits);
      CHECK(simulator.tallies().disconnected == plain.tallies().disconnected);
    }
  }
}

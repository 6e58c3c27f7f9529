// Enumeration, one set a bit, against the twin, one set at a time.
#include "catch.hpp"

#include <algorithm>

#include "../combinations.hpp"
#include "../cpu_backend.hpp"
#include "../cuts.hpp"
#include "../twin.hpp"
#include "group_graph.hpp"
#include "oracle.hpp"
#include "random_model.hpp"

using namespace kaitei;
using namespace kaitei::testing;

namespace {

Tallies enumerate(const Model& model, LaneWidth width, const std::vector<std::uint64_t>& cuts = {}) {
  const Plan plan{Model(model)};
  Tallies total = Tallies::for_model(model);
  std::uint64_t first = 0;
  std::vector<std::uint64_t> ends = cuts;
  ends.push_back(plan.view().combinations.sets());
  for (const std::uint64_t end : ends) {
    CpuSimulator simulator(plan, width, InstructionSet::baseline);
    simulator.simulate({first, end - first});
    total += simulator.tallies();
    first = end;
  }
  return total;
}

}  // namespace

TEST_CASE("Ranks run through every set once, in colexicographic order") {
  for (const auto& [n, k] : {std::pair(7u, 1u), {7u, 3u}, {9u, 9u}, {12u, 5u}}) {
    const auto table = binomial_table(n, k);
    const CombinationView view{n, k, table.data()};
    std::vector<std::uint32_t> before, set(k);
    for (std::uint64_t rank = 0; rank < view.sets(); ++rank) {
      unrank(view, rank, set.data());
      CHECK(std::ranges::is_sorted(set));
      CHECK(std::ranges::adjacent_find(set) == set.end());
      CHECK(set.back() < n);
      if (!before.empty())
        CHECK(std::lexicographical_compare(before.rbegin(), before.rend(), set.rbegin(), set.rend()));
      before = set;
    }
    CHECK(before.front() == n - k);
  }
}

TEST_CASE("Binomials saturate where they do not fit") {
  const auto table = binomial_table(200, 40);
  const CombinationView view{200, 40, table.data()};
  CHECK(view.binomial(60, 5) == 5461512);
  CHECK(view.binomial(67, 33) == 14226520737620288370u);  // the largest central one below 2^64
  CHECK(view.binomial(200, 40) == ~std::uint64_t{0});
}

TEST_CASE("Words filled from any place hold the sets of their ranks") {
  for (const auto& [n, k] : {std::pair(40u, 1u), {14u, 2u}, {13u, 6u}, {11u, 10u}, {9u, 9u}}) {
    const auto table = binomial_table(n, k);
    const CombinationView view{n, k, table.data()};
    for (std::uint64_t block = 0; block * trials_per_block < view.sets(); ++block) {
      std::vector<std::uint32_t> whole(n * words_per_block, 0xABABABABu), by_word = whole;
      fill_combinations(view, block * trials_per_block, 0, words_per_block, whole.data());
      for (std::uint32_t w = 0; w < words_per_block; ++w)
        fill_combinations(view, block * trials_per_block + w * trials_per_word, w, w + 1, by_word.data());
      CHECK(whole == by_word);
      for (std::uint32_t t = 0; t < trials_per_block; ++t) {
        std::vector<std::uint32_t> found, expected;
        for (std::uint32_t e = 0; e < n; ++e)
          if (whole[e * words_per_block + t / 32] >> (t % 32) & 1u) found.push_back(e);
        if (block * trials_per_block + t < view.sets()) {
          expected.resize(k);
          unrank(view, block * trials_per_block + t, expected.data());
        }
        if (found != expected) FAIL("trial " << t << " of block " << block << " of C(" << n << ", " << k << ")");
      }
    }
  }
}

TEST_CASE("Enumeration counts what the twin counts, the worst sets too") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Model model = random_model(seed, {.nodes = 8, .edges = 10});
    model.worst = 20;
    for (const std::uint32_t k : {1u, 2u, 4u}) {
      model.set_size = k;
      CAPTURE(seed, k);
      const Tallies expected = twin::simulate(model, {0, Plan(Model(model)).view().combinations.sets()});
      CHECK(enumerate(model, LaneWidth::lanes_32) == expected);
      CHECK(enumerate(model, LaneWidth::lanes_512) == expected);
      CHECK(enumerate(model, LaneWidth::lanes_128, {1, expected.trials / 2}) == expected);
      for (std::uint32_t c = 0; c < model.connectivity.size(); ++c) {
        Survival survival(model, {.outcome = c});
        const CutCounts counts = count_cuts(survival, {.size = k});
        CHECK(counts.lost[k] == expected.disconnected[c]);
        CHECK(counts.lost_with[k] == expected.failed_and_disconnected[c]);
      }
      for (std::uint32_t m = 1; m <= 3; ++m) {
        Survival survival(model, {Loss::Kind::fewer_systems, 0, m});
        std::uint64_t fewer = 0;
        for (std::uint32_t s = 0; s < m; ++s) fewer += expected.systems_joining[0][s];
        CHECK(count_cuts(survival, {.size = k}).lost[k] == fewer);
      }
    }
  }
}

TEST_CASE("Enumeration of the 400-node graph finds the published counts") {
  Model model = grouped_graph(KAITEI_BENCH_GRAPH);
  for (const auto& [k, lost] : {std::pair(2u, 2u), {3u, 117u}, {4u, 3362u}}) {
    model.set_size = k;
    oracle::check_exact({"sets of " + std::to_string(k) + " of 60 groups that disconnect, by enumeration", "given with the graph"},
                        {lost}, enumerate(model, LaneWidth::lanes_512).disconnected);
  }
}

TEST_CASE("Sets larger than the model are refused") {
  Model model = random_model(1, {});
  model.set_size = static_cast<std::uint32_t>(model.elements.size()) + 1;
  CHECK_THROWS_AS(Plan(model), std::invalid_argument);
}

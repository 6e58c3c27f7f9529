#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "kernels/philox.hpp"
#include "kernels/word.hpp"
#include "oracle.hpp"
#include "scenario/failure_sets.hpp"

using namespace kaitei;
using namespace kaitei::scenario;

namespace {

// Takes element 0 with probability 1/4, element 1 always, and reports element 2 twice.
class Loaded final : public Hazard {
 public:
  void strike(Draws& draws, std::vector<Literal>& failed) const override {
    if (draws.happens(std::uint64_t{1} << 62)) failed.push_back(0);
    failed.insert(failed.end(), {2, 1, 2});
  }
};

// Eight segments and five stations.
network::Graph graph() {
  network::Graph g;
  for (std::uint32_t i = 0; i < 13; ++i)
    g.elements.push_back({.id = std::to_string(i),
                          .kind = i < 8 ? network::ElementKind::segment : network::ElementKind::station,
                          .index = i});
  return g;
}

experiment::Scenario named(const std::string& name) {
  experiment::Scenario scenario{.name = name, .kind = experiment::ScenarioKind::disc};
  return scenario;
}

}  // namespace

TEST_CASE("What events take down is sorted, once each, and a quarter of the time what has probability 1/4") {
  const Loaded hazard;
  const network::Graph g = graph();
  const FailureSets sets(hazard, g, named("a"), 1);
  constexpr std::uint64_t trials = 40'000;
  std::uint64_t with_0 = 0;
  std::vector<Literal> failed;
  for (std::uint64_t t = 0; t < trials; ++t) {
    sets.struck(t, failed);
    with_0 += failed.front() == 0;
    CHECK((failed == std::vector<Literal>{1, 2} || failed == std::vector<Literal>{0, 1, 2}));
  }
  CHECK(std::abs(static_cast<double>(with_0) - trials / 4.0) < 5 * std::sqrt(trials * 3 / 16.0));
}

TEST_CASE("A Poisson number of events has its distribution") {
  const Loaded hazard;
  const network::Graph g = graph();
  experiment::Scenario scenario = named("a");
  scenario.sampling.mean_events = 0.7;
  const FailureSets sets(hazard, g, scenario, 1);
  constexpr std::uint64_t trials = 40'000;
  std::uint64_t none = 0, with_0 = 0;
  std::vector<Literal> failed;
  for (std::uint64_t t = 0; t < trials; ++t) {
    sets.struck(t, failed);
    none += failed.empty();
    with_0 += !failed.empty() && failed.front() == 0;
  }
  oracle::check({"no event, mean 0.7", "exp(-mean)"}, std::exp(-0.7), none, trials, 5);
  oracle::check({"an element that a quarter of the events take", "thinning of a Poisson process"}, 1 - std::exp(-0.7 / 4), with_0, trials, 5);
}

TEST_CASE("Random failure of the same size: as many of each kind, every set as likely") {
  const Loaded hazard;
  const network::Graph g = graph();
  const FailureSets sets(hazard, g, named("a"), 3);
  std::map<std::vector<Literal>, double> seen;
  std::vector<Literal> failed;
  constexpr std::uint64_t trials = 56'000;
  for (std::uint64_t t = 0; t < trials; ++t) {
    sets.matched(t, {0, 5, 7, 9}, failed);
    REQUIRE(failed.size() == 4);
    CHECK(failed[2] < 8);
    CHECK(failed[3] >= 8);
    ++seen[failed];
  }
  // C(8, 3) segments times 5 stations; chi-squared of 279 degrees of freedom, mean 279 and deviation 23.6.
  CHECK(seen.size() == 280);
  double chi_squared = 0;
  for (const auto& [set, count] : seen) chi_squared += (count - 200) * (count - 200) / 200;
  CHECK(chi_squared < 279 + 5 * 23.6);
  sets.matched(1, {0, 1, 2, 3, 4, 5, 6, 7}, failed);
  CHECK(failed == std::vector<Literal>{0, 1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("Lists do not depend on threads or on how a range is cut; names and seeds draw other events") {
  const Loaded hazard;
  const network::Graph g = graph();
  const FailureSets sets(hazard, g, named("a"), 1);
  const SampledLists whole = sample_lists(sets, {0, 10'000}, true, 1), threads = sample_lists(sets, {0, 10'000}, true, 3);
  CHECK(whole.struck.members == threads.struck.members);
  CHECK(whole.struck.first == threads.struck.first);
  CHECK(whole.matched.members == threads.matched.members);
  const SampledLists part = sample_lists(sets, {4096, 3000}, false, 1);
  const auto begin = whole.struck.members.begin();
  CHECK(std::equal(part.struck.members.begin(), part.struck.members.end(), begin + whole.struck.first[4096],
                   begin + whole.struck.first[7096]));
  CHECK(part.struck.first_trial == 4096);
  CHECK(part.matched.empty());
  CHECK(sample_lists(FailureSets(hazard, g, named("b"), 1), {0, 10'000}, false, 1).struck.members != whole.struck.members);
  CHECK(sample_lists(FailureSets(hazard, g, named("a"), 2), {0, 10'000}, false, 1).struck.members != whole.struck.members);
}

TEST_CASE("Draws follow the sampling contract: d = 32 j + t % 32 of word t / 32") {
  const auto by_hand = [](std::uint64_t key, std::uint64_t element, std::uint64_t t, std::uint32_t j) {
    const std::uint64_t w = t / 32;
    const auto d = static_cast<std::uint32_t>(32 * j + t % 32);
    Word32 counter[4] = {{static_cast<std::uint32_t>(w)},
                         {static_cast<std::uint32_t>(w >> 32) << 16 | d / 4},
                         {static_cast<std::uint32_t>(element)},
                         {static_cast<std::uint32_t>(element >> 32)}};
    philox4x32_10(counter, key);
    return std::uint64_t{counter[d % 4].value};
  };
  constexpr std::uint64_t key = 0x0123456789ABCDEF, element = 0xFEDCBA9876543210;
  for (const std::uint64_t t : {std::uint64_t{0}, std::uint64_t{37}, (std::uint64_t{1} << 40) + 5})
    for (const std::uint32_t event : {0u, 3u}) {
      Draws draws(key, element, t, event);
      for (std::uint32_t j = event * Draws::per_event; j < event * Draws::per_event + 6; j += 2)
        CHECK(draws.next() == (by_hand(key, element, t, j) << 32 | by_hand(key, element, t, j + 1)));
      CHECK(draws.of(9).next() == Draws(key, 9, t, event).next());
    }
}

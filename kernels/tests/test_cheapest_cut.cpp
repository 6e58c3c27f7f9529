// The cheapest cut against every set of elements looked at, and against known graphs.
#include "catch.hpp"

#include <optional>
#include <random>

#include "../cheapest_cut.hpp"
#include "../cuts.hpp"
#include "group_graph.hpp"
#include "random_model.hpp"

using namespace kaitei;
using namespace kaitei::testing;

namespace {

// The least cost of a lost set, by looking at each; none if there is no such set.
std::optional<std::uint64_t> cheapest_of_all(Survival& survival, const std::vector<std::uint64_t>& prices) {
  std::optional<std::uint64_t> least;
  for (std::uint32_t set = 0; set < 1u << prices.size(); ++set) {
    std::vector<ElementState> state(prices.size(), ElementState::up);
    std::uint64_t cost = 0;
    for (std::size_t e = 0; e < prices.size(); ++e)
      if (set >> e & 1) {
        state[e] = ElementState::failed;
        cost += prices[e];
      }
    std::vector<std::uint32_t> witness;
    if (!survival.find(state, witness)) least = std::min(least.value_or(cost), cost);
  }
  return least;
}

}  // namespace

TEST_CASE("The cheapest cut of random models is that of all their sets of elements") {
  std::mt19937_64 random(7);
  int checked = 0;
  for (std::uint32_t seed = 0; seed < 400 && checked < 60; ++seed) {
    const Model model = random_model(seed, {.nodes = 6, .edges = 8});
    if (model.elements.size() > 12 || model.connectivity.empty()) continue;
    std::vector<std::uint64_t> prices;
    for (std::size_t e = 0; e < model.elements.size(); ++e) prices.push_back(1 + random() % 9);
    Survival survival(model, {.outcome = 0});
    const auto expected = cheapest_of_all(survival, prices);
    const CheapestCut found = cheapest_cut(survival, prices, 1'000'000);
    ++checked;
    CHECK(found.exists == expected.has_value());
    CHECK(found.proven());
    if (!expected) continue;
    CHECK(found.cost == *expected);
    std::uint64_t sum = 0;
    for (const std::uint32_t e : found.elements) sum += prices[e];
    CHECK(sum == found.cost);
  }
  CHECK(checked >= 20);
}

TEST_CASE("At one price it is the smallest cut; given up early, the gap is stated") {
  const Model model = grouped_graph(KAITEI_BENCH_GRAPH);
  Survival survival(model, {.outcome = 0});
  const std::vector<std::uint64_t> prices(model.elements.size(), 1000);
  const CheapestCut found = cheapest_cut(survival, prices, 1'000'000);
  CHECK(found.proven());
  CHECK(found.cost == 2000);  // two of the 60 groups are enough, one is not
  CHECK(found.elements.size() == 2);
  const CheapestCut hurried = cheapest_cut(survival, prices, 1);
  CHECK(hurried.lower_bound <= 2000);
  CHECK(hurried.cost >= 2000);
  CHECK_THROWS_AS(cheapest_cut(survival, std::vector<std::uint64_t>(model.elements.size(), 0), 1), std::invalid_argument);
}

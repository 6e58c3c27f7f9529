// Distinct failure states against maps of whole states drawn by the twin, and against closed forms.
#include <catch.hpp>

#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "kernels/cpu_backend.hpp"
#include "kernels/sampler.hpp"
#include "kernels/twin.hpp"
#include "random_model.hpp"

using namespace kaitei;

namespace {

StateCounts twin_count(const Model& model, TrialRange range) {
  std::map<std::vector<bool>, std::uint64_t> drawn;
  for (std::uint64_t trial = range.first; trial < range.first + range.count; ++trial) {
    std::vector<bool> state;
    for (const ElementSampler& sampler : model.elements) state.push_back(twin::element_fails(sampler, model.keys, trial));
    ++drawn[state];
  }
  StateCounts counts{.trials = range.count, .distinct = drawn.size()};
  for (const auto& [state, times] : drawn) {
    counts.once += times == 1;
    counts.commonest = std::max(counts.commonest, times);
  }
  return counts;
}

}  // namespace

TEST_CASE("As many distinct failure states as the twin finds by comparing whole states") {
  for (const double density : {0.01, 0.1, 0.9})
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const Model model = testing::random_model(seed, {.nodes = 8, .edges = 12, .density = density});
      CAPTURE(density, seed);
      for (const TrialRange range : {TrialRange{0, 2048}, {1000, 30}, {777, 1500}, {5, 0}})
        CHECK(CpuBackend(2).count_states(model, range) == twin_count(model, range));
    }
}

TEST_CASE("Sets of k elements are all distinct, and lists that fail nothing are one state") {
  Model model = testing::random_model(6, {.nodes = 10, .edges = 16});
  model.set_size = 3;
  const std::uint64_t n = model.elements.size(), sets = n * (n - 1) * (n - 2) / 6;
  CHECK(CpuBackend(1).count_states(model, {0, sets}) == StateCounts{sets, sets, sets, 1});
  model.set_size = 0;
  model.lists.first.assign(101, 0);
  CHECK(CpuBackend(1).count_states(model, {0, 100}) == StateCounts{100, 1, 0, 100});
}

// Of n trials, a state of probability P is among them with probability q = 1 - (1 - P)^n. Presences of different states
// are negatively associated, so the variance of their number is below the sum of q (1 - q).
TEST_CASE("The number of distinct states is what probability says") {
  const std::vector<double> failure{0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.01, 0.7, 0.15, 0.4};
  constexpr std::uint64_t trials = 5000;
  Model model;
  model.keys = {21, 22};
  for (std::uint64_t e = 0; e < failure.size(); ++e) model.elements.push_back(make_sampler(e + 1, failure[e]));
  double mean = 0, variance = 0, most = 0;
  for (std::uint32_t state = 0; state < 1u << failure.size(); ++state) {
    double p = 1;
    for (std::size_t e = 0; e < failure.size(); ++e) p *= (state >> e & 1) != 0 ? failure[e] : 1 - failure[e];
    const double q = -std::expm1(trials * std::log1p(-p));
    mean += q;
    variance += q * (1 - q);
    most = std::max(most, p);
  }
  const StateCounts counts = CpuBackend(1).count_states(model, {0, trials});
  CHECK(std::abs(static_cast<double>(counts.distinct) - mean) < 5 * std::sqrt(variance));
  CHECK(std::abs(static_cast<double>(counts.commonest) - trials * most) < 5 * std::sqrt(trials * most));
}

TEST_CASE("No two states of up to two failed elements out of a thousand share a name") {
  std::vector<std::uint64_t> names{0};
  for (std::uint32_t a = 0; a < 1000; ++a) {
    names.push_back(element_name(a));
    for (std::uint32_t b = 0; b < a; ++b) names.push_back(element_name(a) ^ element_name(b));
  }
  const std::uint64_t states = 1 + 1000 + 1000 * 999 / 2;
  CHECK(count_names(names) == StateCounts{states, states, states, 1});
}

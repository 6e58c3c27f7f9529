#include "catch.hpp"

#include <cmath>
#include <numbers>

#include "network/element_hash.hpp"
#include "scenario/chance.hpp"
#include "scenario/exact_math.hpp"

using namespace kaitei;
using namespace kaitei::scenario;

namespace {

Draws draws(std::uint64_t trial) { return {network::sampler_key(3, "event"), 7, trial}; }

}  // namespace

TEST_CASE("Choices follow their weights, and what has none is never chosen") {
  const WeightedChoice choice({0, 3, 0, 1, 0});
  constexpr std::uint64_t trials = 100'000;
  std::vector<std::uint64_t> count(5);
  for (std::uint64_t t = 0; t < trials; ++t) {
    Draws d = draws(t);
    ++count.at(choice.choose(d));
  }
  CHECK(count[0] + count[2] + count[4] == 0);
  CHECK(std::abs(static_cast<double>(count[1]) - 0.75 * trials) < 5 * std::sqrt(trials * 0.75 * 0.25));
  Draws d = draws(0);
  CHECK(WeightedChoice({2}).choose(d) == 0);
}

TEST_CASE("Chances 0 and 1 are certain, others are met") {
  std::uint64_t third = 0;
  for (std::uint64_t t = 0; t < 90'000; ++t) {
    Draws a = draws(t), b = draws(t), c = draws(t);
    CHECK_FALSE(Chance(0).happens(a));
    CHECK(Chance(1).happens(b));
    third += Chance(1.0 / 3).happens(c);
  }
  CHECK(std::abs(static_cast<double>(third) - 30'000) < 5 * std::sqrt(20'000));
}

TEST_CASE("The arctangent in every quadrant is that of libm") {
  for (const double r : {1e-200, 1e-8, 1.0, 1e100})
    for (int i = -2000; i <= 2000; ++i) {
      const double angle = i * std::numbers::pi / 2000, y = r * std::sin(angle), x = r * std::cos(angle);
      CHECK(arctangent(y, x) == Approx(std::atan2(y, x)).margin(1e-15).epsilon(1e-15));
    }
  CHECK(arctangent(0, 0) == 0);
  CHECK(arctangent(0, -1) == std::numbers::pi);
}

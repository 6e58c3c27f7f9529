#include "results/compare.hpp"

#include "catch.hpp"
#include "sample_record.hpp"

using namespace kaitei;
using namespace kaitei::results;

// Expected values: SciPy's norm.ppf and binomtest().proportion_ci(0.975).
TEST_CASE("Differences of joining outcomes join two intervals at half the error each") {
  const auto a = testing::sample_record();
  auto b = a;
  b.tallies.systems_joining[0] = {0, 0, 1003};  // every trial has both systems
  const auto found = compare_outcomes(a, b);
  REQUIRE(found.joining.size() == 2);
  const JoiningDifference& systems = found.joining[0];
  CHECK(systems.outcome == "taiwan-japan");
  CHECK(systems.systems.value == Approx(2 - 1383.0 / 1003));
  // Without spread b's mean is bounded by how often any other value can be: 1 - 0.0125^(1/1003) of the trials.
  CHECK(systems.systems.interval.lower == Approx(0.5636364844199064).epsilon(1e-9));
  CHECK(systems.systems.interval.upper == Approx(0.6699179159826334).epsilon(1e-9));
  REQUIRE(systems.fewer_than == std::vector<std::uint32_t>{1, 2});
  CHECK(systems.fewer[0].interval.lower == Approx(-0.144531088775054).epsilon(1e-9));
  CHECK(systems.fewer[0].interval.upper == Approx(-0.09326056191276022).epsilon(1e-9));
  CHECK(systems.fewer[1].value == Approx(-503.0 / 1003));
  REQUIRE(systems.capacity_tbps);
  CHECK(systems.capacity_tbps->value == 0);
  CHECK(systems.capacity_tbps->interval.lower == Approx(-systems.capacity_tbps->interval.upper));
  CHECK(systems.capacity_tbps->interval.upper > 0);
  CHECK_FALSE(found.joining[1].capacity_tbps);  // its routes have no public capacity
}

TEST_CASE("Only what both files have is compared") {
  const auto a = testing::sample_record();
  auto b = a;
  b.connectivity[0].name = "elsewhere/any";
  b.joining[0].name = "elsewhere";
  b.joining[1].fewer_than = {};
  const auto found = compare_outcomes(a, b);
  CHECK(found.connectivity.size() == a.connectivity.size() - 1);
  REQUIRE(found.joining.size() == 1);
  CHECK(found.joining[0].outcome == a.joining[1].name);
  CHECK(found.joining[0].fewer.empty());
}

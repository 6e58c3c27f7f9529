#include "catch.hpp"

#include <cmath>
#include <numbers>

#include "scenario/normal.hpp"

using kaitei::scenario::normal_quantile;

TEST_CASE("The normal quantile is the inverse of erfc's distribution function") {
  const auto distribution = [](double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; };
  for (double p = 1e-300; p < 0.9999; p = p < 1e-3 ? p * 37 : p + 0.00137)
    CHECK(distribution(normal_quantile(p)) / p == Approx(1).epsilon(3e-12));
  for (const double p : {1e-9, 0.01, 0.3}) CHECK(normal_quantile(1 - p) == Approx(-normal_quantile(p)).epsilon(1e-7));
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0.975) == Approx(1.9599639845400545).epsilon(1e-14));
}

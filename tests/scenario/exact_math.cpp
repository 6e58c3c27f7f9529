#include "catch.hpp"

#include <cmath>
#include <random>

#include "scenario/exact_math.hpp"

using namespace kaitei::scenario;

TEST_CASE("Elementary functions agree with libm") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> angle(-20, 20), exponent(-600, 600);
  for (int i = 0; i < 20000; ++i) {
    const double x = angle(random), e = exponent(random);
    CHECK(sine_cosine(x).sine == Approx(std::sin(x)).margin(4e-15));
    CHECK(sine_cosine(x).cosine == Approx(std::cos(x)).margin(4e-15));
    CHECK(exponential(e) / std::exp(e) == Approx(1).epsilon(1e-13));
    CHECK(logarithm(std::exp(e)) == Approx(e).margin(1e-12));
    CHECK(logarithm(1 + x * 1e-3) == Approx(std::log1p(x * 1e-3)).margin(1e-15));
  }
  CHECK(sine_cosine(0).sine == 0);
  CHECK(sine_cosine(0).cosine == 1);
  CHECK(exponential(0) == 1);
  CHECK(logarithm(1) == 0);
}

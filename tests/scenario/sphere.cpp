#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "network/element_hash.hpp"
#include "oracle.hpp"
#include "scenario/sphere.hpp"

using namespace kaitei;
using namespace kaitei::scenario;

namespace {

constexpr double degrees = 180 / std::numbers::pi;

Draws draws(std::uint64_t trial) { return {network::sampler_key(20261125, "event"), 7, trial}; }

// Of `trials` uniform centres in the box, those whose cap touches the path.
std::uint64_t hits(const Path& path, double radius, std::uint64_t trials, const experiment::Box& box = {}) {
  std::uint64_t count = 0;
  for (std::uint64_t t = 0; t < trials; ++t) {
    Draws numbers = draws(t);
    count += path.touches(Cap(draw_in(box, numbers), radius));
  }
  return count;
}

// Standard deviations between a count and its binomial mean; beyond 5 once in 1.7 million.
double deviation(std::uint64_t count, double p, std::uint64_t trials) {
  const double n = static_cast<double>(trials);
  return (static_cast<double>(count) - n * p) / std::sqrt(n * p * (1 - p));
}

}  // namespace

// The cap of angular radius rho, its centre uniform, hits a geodesic of angle theta with probability
// [2 pi (1 - cos rho) + 2 theta sin rho] / (4 pi).
TEST_CASE("Caps hit an arc as often as spherical geometry says") {
  constexpr std::uint64_t trials = 400'000;
  for (const auto& [theta, rho] : {std::pair(0.5, 0.2), {2.0, 0.05}, {0.01, 0.4}, {3.0, 1.0}}) {
    const double p = (2 * std::numbers::pi * (1 - std::cos(rho)) + 2 * theta * std::sin(rho)) / (4 * std::numbers::pi);
    // The arc tilted away from the axes, in pieces, so that joints count once.
    std::vector<network::Position> line;
    for (int i = 0; i <= 4; ++i) {
      const double a = theta * i / 4 + 0.3, tilt = 0.7;
      line.push_back(position_of({std::cos(a), std::sin(a) * std::cos(tilt), std::sin(a) * std::sin(tilt)}));
    }
    oracle::check({"arc of " + oracle::digits(theta) + ", cap of " + oracle::digits(rho), "area of a neighbourhood on the sphere"}, p,
                  hits(Path(line), rho, trials), trials, 5);
    if (theta == 0.5) CHECK(p == Approx(0.02577631).epsilon(1e-6));
  }
}

TEST_CASE("A cap larger than a hemisphere misses only what lies in its complement") {
  const std::vector<network::Position> line{{0, 80}, {90, 80}};
  const Path path(line);
  CHECK_FALSE(path.touches(Cap({0, 0, -1}, 160 / degrees)));
  CHECK(path.touches(Cap({0, 0, -1}, 171 / degrees)));
}

TEST_CASE("The quick look never denies a cap that touches") {
  const std::vector<network::Position> line{{120, 22}, {125, 30}, {140, 35}, {-170, 40}};
  const Path path(line);
  for (const double radius : {0.01, 0.3, 1.2, 2.5})
    for (std::uint64_t t = 0; t < 20'000; ++t) {
      Draws numbers = draws(t);
      const Cap cap(draw_in({}, numbers), radius);
      if (path.touches(cap)) CHECK(dot(cap.centre, path.centre()) >= path.near(radius));
    }
}

TEST_CASE("Centres are uniform in the box, across the antimeridian too") {
  const experiment::Box box{.west = 170, .east = -160, .south = 10, .north = 60};
  constexpr std::uint64_t trials = 100'000;
  std::uint64_t west = 0, south = 0;
  const double middle = std::asin((std::sin(10 / degrees) + std::sin(60 / degrees)) / 2) * degrees;
  for (std::uint64_t t = 0; t < trials; ++t) {
    Draws numbers = draws(t);
    const network::Position p = position_of(draw_in(box, numbers));
    CHECK(p.latitude > 10 - 1e-9);
    CHECK(p.latitude < 60 + 1e-9);
    CHECK((p.longitude > 170 - 1e-9 || p.longitude < -160 + 1e-9));
    west += p.longitude > 0;
    south += p.latitude < middle;  // half of the area
  }
  CHECK(std::abs(deviation(west, 1.0 / 3, trials)) < 5);
  CHECK(std::abs(deviation(south, 0.5, trials)) < 5);
}

#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "network/element_hash.hpp"
#include "scenario/track.hpp"

using namespace kaitei;
using namespace kaitei::scenario;

namespace {

constexpr double degrees = 180 / std::numbers::pi;

bool met(const Track& track, const std::vector<network::Position>& line) {
  return track.meets(Path(line), [](Vec3) { return true; });
}

}  // namespace

// The strip of width w along a track of length d, dropped with a uniform middle and heading on an area A, meets a segment of
// length l with probability [d w + pi w^2 / 4 + l (2 d + pi w) / pi] / A: a convex body of area F and perimeter U meets a
// segment in F + l U / pi of all positions (Santalo, Integral Geometry and Geometric Probability, 2004, I.7). With w = 0 it is
// Buffon's needle.
TEST_CASE("Tracks meet a segment as often as integral geometry says") {
  constexpr std::uint64_t trials = 200'000;
  const experiment::Box box{.west = 120, .east = 122, .south = -1, .north = 1};  // so small that the sphere is flat to 1e-4
  const double area = 4 / (degrees * degrees) * (std::sin(1 / degrees) * degrees);
  const std::vector<network::Position> line{{120.8, -0.1}, {121.0, 0.05}, {121.2, 0.2}};
  const double l = std::acos(dot(unit_vector(line[0]), unit_vector(line[2])));
  for (const auto& [d, w] : {std::pair(0.3, 0.0), {0.3, 0.05}, {0.05, 0.2}, {0.0, 0.3}}) {
    const double length = d / degrees, width = w / degrees;
    std::uint64_t hits = 0, quick = 0;
    for (std::uint64_t t = 0; t < trials; ++t) {
      Draws draws(network::sampler_key(11, "event"), 5, t);
      const Vec3 middle = draw_in(box, draws);
      const double heading = 2 * std::numbers::pi * draws.uniform();
      const Vec3 from = Track::along(middle, heading + std::numbers::pi, length / 2, width).to();
      const Track track(from, Track::along(middle, heading, length / 2, width).to(), width);
      const bool meets = met(track, line);
      hits += meets;
      quick += track.near(Path(line));
      if (meets) CHECK(track.near(Path(line)));
    }
    const double p = (length * width + std::numbers::pi * width * width / 4 +
                      l * (2 * length + std::numbers::pi * width) / std::numbers::pi) / area;
    const double n = static_cast<double>(trials);
    CAPTURE(d, w, p, hits);
    CHECK(std::abs(static_cast<double>(hits) - n * p) < 5 * std::sqrt(n * p * (1 - p)));
    CHECK(quick < trials);
  }
}

TEST_CASE("A track ends where its heading and length say") {
  const Vec3 from = unit_vector({179, 10});
  const network::Position east = position_of(Track::along(unit_vector({179, 0}), std::numbers::pi / 2, 2 / degrees, 0).to());
  CHECK(east.longitude == Approx(-179));
  CHECK(east.latitude == Approx(0).margin(1e-12));
  const network::Position north = position_of(Track::along(from, 0, 5 / degrees, 0).to());
  CHECK(north.longitude == Approx(179));
  CHECK(north.latitude == Approx(15));
  // Over the pole, and from it.
  CHECK(position_of(Track::along(from, 0, 100 / degrees, 0).to()).latitude == Approx(70));
  CHECK(position_of(Track::along({0, 0, 1}, 1, 0.5, 0).to()).latitude == Approx(90 - 0.5 * degrees));
}

TEST_CASE("The place of meeting is the crossing, and the first that is wanted is taken") {
  const Track track(unit_vector({0, -1}), unit_vector({0, 1}), 0);
  const std::vector<network::Position> zigzag{{-1, 0.5}, {1, 0.5}, {1, -0.5}, {-1, -0.5}};
  std::vector<double> latitudes;
  CHECK_FALSE(track.meets(Path(zigzag), [&](Vec3 place) {
    latitudes.push_back(position_of(place).latitude);
    return false;
  }));
  REQUIRE(latitudes.size() == 2);
  CHECK(latitudes[0] == Approx(0.5).epsilon(1e-3));
  CHECK(latitudes[1] == Approx(-0.5).epsilon(1e-3));
  // On the other side of the Earth the great circles cross as well, and the arcs do not.
  const std::vector<network::Position> behind{{179, 0}, {-179, 0}};
  CHECK_FALSE(met(track, behind));
}

TEST_CASE("A strip reaches half of its width and no farther") {
  const double km = 1 / earth_radius_km;
  const Track track(unit_vector({0, 0}), unit_vector({1, 0}), 2 * km);
  const auto beside = [](double longitude, double north_km) {
    return std::vector<network::Position>{{longitude, north_km / earth_radius_km * degrees}, {longitude, 1}};
  };
  CHECK(met(track, beside(0.5, 0.999)));
  CHECK_FALSE(met(track, beside(0.5, 1.001)));
  CHECK(met(track, {{-0.999 / earth_radius_km * degrees, 0}}));
  CHECK_FALSE(met(track, {{-1.001 / earth_radius_km * degrees, 0}}));
}

#include "catch.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "errors.hpp"
#include "scenario/shaken.hpp"

using namespace kaitei;
using namespace kaitei::scenario;
using experiment::Rupture;

namespace {

constexpr double degrees = 180 / std::numbers::pi;

bool near(const Earthquake& quake, double reach_km, network::Position place) {
  const std::vector<network::Position> point{place};
  return Shaken(quake, reach_km / earth_radius_km).touches(Path(point));
}

}  // namespace

TEST_CASE("Ruptures are as long and wide as the published laws have it") {
  // Wells and Coppersmith (1994): log10 of length and width, -2.44 + 0.59 M and -1.01 + 0.32 M; Strasser et al. (2010).
  for (const double m : {6.0, 7.0, 7.7, 9.1}) {
    CHECK(rupture_size(Rupture::crustal, m).length == Approx(std::pow(10, -2.44 + 0.59 * m)).epsilon(1e-12));
    CHECK(rupture_size(Rupture::crustal, m).width == Approx(std::pow(10, -1.01 + 0.32 * m)).epsilon(1e-12));
    CHECK(rupture_size(Rupture::interface, m).length == Approx(std::pow(10, -2.477 + 0.585 * m)).epsilon(1e-12));
    CHECK(rupture_size(Rupture::interface, m).width == Approx(std::pow(10, -0.882 + 0.351 * m)).epsilon(1e-12));
  }
  CHECK(rupture_size(Rupture::crustal, 7.0).length == Approx(48.98).epsilon(1e-3));     // km
  CHECK(rupture_size(Rupture::interface, 9.1).length == Approx(702.26).epsilon(1e-3));
}

// A rupture due east on the equator: the distance of a place from its middle line is its latitude between the ends, else that
// from the nearer end; the strip ends round, so that its whole length is that of the law.
TEST_CASE("What lies near a rupture is what lies near its line") {
  const Earthquake quake{unit_vector({140, 0}), 8.5, Rupture::interface, std::numbers::pi / 2};
  const RuptureSize size = rupture_size(quake.rupture, quake.magnitude);
  const double half_line = (size.length - size.width) / 2 / earth_radius_km * degrees;
  std::size_t inside = 0, all = 0;
  for (double longitude = 136; longitude <= 144; longitude += 0.1)
    for (double latitude = -2; latitude <= 2; latitude += 0.1) {
      const double beyond = std::max(std::abs(longitude - 140) - half_line, 0.0) / degrees;
      const double distance = std::acos(std::cos(beyond) * std::cos(latitude / degrees)) * earth_radius_km - size.width / 2;
      if (std::abs(distance - 70) < 0.01) continue;
      CAPTURE(longitude, latitude, distance);
      CHECK(near(quake, 70, {longitude, latitude}) == (distance < 70));
      inside += distance < 70;
      ++all;
    }
  CHECK(inside > all / 10);
  CHECK(inside < all);
}

TEST_CASE("The farthest that a rupture reaches is half its length and the reach, along its strike") {
  const Earthquake quake{unit_vector({142, 38}), 9.1, Rupture::interface, 14 / degrees};
  const double end = rupture_size(quake.rupture, quake.magnitude).length / 2;
  const auto along = [&](double km, double heading) {
    return position_of(Track::along(quake.epicentre, heading / degrees, km / earth_radius_km, 0).to());
  };
  for (const double heading : {14.0, 194.0}) {
    CHECK(near(quake, 70, along(end + 69.9, heading)));
    CHECK_FALSE(near(quake, 70, along(end + 70.1, heading)));
  }
  CHECK_FALSE(near(quake, 70, along(end, 104)));
  // The same as a point, which has neither.
  const Earthquake point{quake.epicentre, 9.1};
  CHECK(near(point, 70, along(69.9, 14)));
  CHECK_FALSE(near(point, 70, along(70.1, 14)));
}

TEST_CASE("Zones say what ruptures, and along what") {
  const auto file = std::filesystem::temp_directory_path() / "kaitei-rupture-zones.geojson";
  const auto read = [&](const std::string& properties, Rupture rupture) {
    std::ofstream(file) << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a",)"
                        << R"("rate_m6_per_year":0.1,"b":1.0,"mmax":9.1)" << properties << R"(},"geometry":{"type":"Polygon",)"
                        << R"("coordinates":[[[10,-1],[12,-1],[12,1],[10,1],[10,-1]]]}}]})";
    Draws draws(1, 2, 3);
    return SeismicZones(file, rupture).draw(draws);
  };
  const std::string strike = R"(,"strike_degrees":30)";
  CHECK(read("", Rupture::point).rupture == Rupture::point);
  CHECK(read(strike, Rupture::crustal).rupture == Rupture::crustal);
  CHECK(read(strike + R"(,"rupture":"interface")", Rupture::by_zone).rupture == Rupture::interface);
  CHECK(read(strike + R"(,"rupture":"crustal")", Rupture::by_zone).rupture == Rupture::crustal);
  CHECK(read(strike, Rupture::crustal).strike == Approx(30 / degrees));
  CHECK_THROWS_AS(read("", Rupture::crustal), DataError);
  CHECK_THROWS_AS(read(strike, Rupture::by_zone), DataError);
  CHECK_THROWS_AS(read(strike + R"(,"rupture":"plate")", Rupture::by_zone), DataError);
  std::filesystem::remove(file);
}

#include "geo/geodesic.hpp"

#include "catch.hpp"

using namespace kaitei::geo;
using kaitei::network::Position;

// Expected values from Python's geographiclib 2.1 (its own implementation), and pyproj.Geod(ellps="WGS84") alike:
// Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2)["s12"] / 1000.
TEST_CASE("Geodesic distances") {
  CHECK(distance_km({121.82, 24.86}, {-118.42, 33.92}) == Approx(10916.090852061587).epsilon(1e-12));
  CHECK(distance_km({121.74, 25.13}, {127.68, 26.21}) == Approx(608.1709077235583).epsilon(1e-12));
  CHECK(distance_km({0, 0}, {0, 90}) == Approx(10001.965729312724).epsilon(1e-12));
  CHECK(distance_km({0, 0}, {180, 0}) == Approx(20003.931458625448).epsilon(1e-12));
  CHECK(distance_km({121, 25}, {121, 25}) == 0);
}

TEST_CASE("Lines across the antimeridian have no jump") {
  CHECK(distance_km({179.5, 20}, {-179.5, 20}) == Approx(104.64693093328059).epsilon(1e-12));
  const std::vector<Position> line{{170, 30}, {180, 35}, {-170, 36}};
  CHECK(line_length_km(line) == Approx(2003.920791118035).epsilon(1e-12));
  CHECK(line_length_km({}) == 0);
}

TEST_CASE("Longitudes are wrapped into (-180, 180]") {
  CHECK(wrap_longitude(121.5) == 121.5);
  CHECK(wrap_longitude(180) == 180);
  CHECK(wrap_longitude(-180) == 180);
  CHECK(wrap_longitude(190) == -170);
  CHECK(wrap_longitude(-190) == 170);
  CHECK(wrap_longitude(360) == 0);
}

#include "report/coast.hpp"

#include <fmt/format.h>

#include <cmath>

#include "catch.hpp"

using namespace kaitei::report;

namespace {

// A square of land from (x, 0) to (x + 10, 10).
std::string square(double x) {
  return fmt::format(R"({{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon",)"
                     R"("coordinates":[[[{0},0],[{1},0],[{1},10],[{0},10],[{0},0]]]}}}}]}})", x, x + 10);
}

double area(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += ring[i].longitude * ring[i + 1].latitude - ring[i + 1].longitude * ring[i].latitude;
  return std::abs(twice) / 2;
}

}  // namespace

TEST_CASE("Land is cut at the map's border") {
  const auto land = land_within(square(120), {125, -20, 150, 4}, 0.001);
  REQUIRE(land.size() == 1);
  REQUIRE(land[0].size() == 1);
  CHECK(area(land[0][0]) == Approx(5 * 4));
  CHECK(land_within(square(120), {140, -20, 150, 4}, 0.001).empty());
}

TEST_CASE("Land follows a map across 180 degrees") {
  const auto land = land_within(square(-170), {170, -5, 200, 15}, 0.001);  // that is 190 to 200 degrees
  REQUIRE(land.size() == 1);
  CHECK(area(land[0][0]) == Approx(100));
  for (const auto& point : land[0][0]) CHECK((point.longitude >= 190 && point.longitude <= 200));
}

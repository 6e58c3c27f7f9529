#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

#include "errors.hpp"
#include "scenario/centre_grid.hpp"
#include "scenario/sphere.hpp"

using namespace kaitei;
using namespace kaitei::scenario;

TEST_CASE("Cells share the area out, and no place is farther from its centre than the grid says") {
  const experiment::Box box{.west = 170, .east = -170, .south = 10, .north = 50};
  const CentreGrid grid = centre_grid(box, 200, 100'000);
  double sum = 0;
  for (const double share : grid.cell_share) sum += share * static_cast<double>(grid.longitude.size());
  CHECK(sum == Approx(1).epsilon(1e-12));
  const double degree = std::numbers::pi / 180;
  CHECK(grid.cell_height * degree * earth_radius_km <= 200);
  CHECK(grid.cell_width * degree * earth_radius_km * std::cos(10 * degree) <= 200);
  CHECK(grid.reach * earth_radius_km < 200 / std::sqrt(2) + 0.1);
  double farthest = 0;
  for (int i = 0; i < 20'000; ++i) {
    const network::Position p{170 + std::fmod(i * 0.6180339887 * 20, 20), 10 + std::fmod(i * 0.4142135623 * 40, 40)};
    const auto row = static_cast<std::size_t>((p.latitude - 10) / grid.cell_height);
    const auto column = static_cast<std::size_t>((p.longitude - 170) / grid.cell_width);
    const double nearest = std::acos(dot(unit_vector(p), unit_vector({grid.longitude[column], grid.latitude[row]})));
    CHECK(nearest <= grid.reach);
    farthest = std::max(farthest, nearest);
  }
  CHECK(farthest > 0.97 * grid.reach);
}

TEST_CASE("An area that is a point has one centre, and grids have an end") {
  const CentreGrid grid = centre_grid({.west = 5, .east = 5, .south = 7, .north = 7}, 10, 10);
  CHECK(grid.latitude == std::vector<double>{7});
  CHECK(grid.longitude == std::vector<double>{5});
  CHECK(grid.cell_share == std::vector<double>{1});
  CHECK_THROWS_AS(centre_grid({}, 1, 1'000'000), UsageError);
}

#include "catch.hpp"

#include <filesystem>
#include <fstream>
#include <numbers>

#include "errors.hpp"
#include "scenario/land.hpp"

using namespace kaitei;
using namespace kaitei::scenario;

namespace {

Land land(const std::string& polygons) {
  const auto file = std::filesystem::temp_directory_path() / "kaitei-land.geojson";
  std::ofstream(file) << R"({"type":"FeatureCollection","features":[)" << polygons << "]}";
  Land made(file);
  std::filesystem::remove(file);
  return made;
}

std::string polygon(const std::string& rings) {
  return R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[)" + rings + "]}}";
}

// An island about the equator with a lake, and one across 180 degrees.
const std::string islands = polygon("[[10,-1],[13,-1],[13,1],[10,1],[10,-1]],[[11,-0.5],[11,0.5],[12,0.5],[12,-0.5],[11,-0.5]]") +
                            "," + polygon("[[179,5],[-179,5],[-179,7],[179,7],[179,5]]");

}  // namespace

TEST_CASE("Land holds its islands, and not their lakes or the sea") {
  const Land l = land(islands);
  for (const network::Position p : {network::Position{10.5, 0}, {12.5, 0.9}, {11.5, 0.7}, {11.5, -0.7}, {180, 6}, {-179.5, 6}, {179.5, 5.5}})
    CHECK(l.holds(unit_vector(p)));
  for (const network::Position p : {network::Position{9.9, 0}, {11.5, 0}, {11.5, 1.2}, {11.5, -1.2}, {13.1, 0}, {180, 4}, {180, 8}, {-170, 6}, {0, 90}, {-168.5, 0}})
    CHECK_FALSE(l.holds(unit_vector(p)));
}

TEST_CASE("A track meets the first coast on its way") {
  const Land l = land(islands);
  const auto first = [&](network::Position from, network::Position to) { return l.first_coast(Track(unit_vector(from), unit_vector(to), 0.001)); };
  const auto west = first({9, 0}, {14, 0}), east = first({14, 0}, {9, 0}), lake = first({11.5, 0}, {14, 0});
  REQUIRE((west && east && lake));
  CHECK(position_of(*west).longitude == Approx(10));
  CHECK(position_of(*east).longitude == Approx(13));
  CHECK(position_of(*lake).longitude == Approx(12));
  CHECK_FALSE(first({9, 0}, {9.9, 0}));
  CHECK_FALSE(first({9, 2}, {14, 2}));
  CHECK(position_of(*first({178, 6}, {-178, 6})).longitude == Approx(179));
}

TEST_CASE("Lines are no land") {
  CHECK_THROWS_AS(land(R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,1],[2,2]]}})"), DataError);
}

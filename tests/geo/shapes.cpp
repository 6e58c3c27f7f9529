#include "catch.hpp"

#include <filesystem>
#include <fstream>

#include "errors.hpp"
#include "geo/shapes.hpp"

using namespace kaitei;
using geo::GeometryKind;

namespace {

const std::filesystem::path hazards = std::filesystem::path(KAITEI_SOURCE_DIR) / "geodata/hazards";

std::string refused(const std::string& text, GeometryKind kind, const std::string& name) {
  const auto path = std::filesystem::temp_directory_path() / name;
  std::ofstream(path) << text;
  std::string said = "nothing";
  try {
    geo::read_shapes(path, kind);
  } catch (const DataError& error) {
    said = error.what();
  }
  std::filesystem::remove(path);
  return said;
}

std::string feature(const std::string& geometry) {
  std::string text = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"x"},"geometry":)";
  text += geometry;
  return text += "}]}";
}

}  // namespace

TEST_CASE("Zones and canyons of the data set are read with their columns") {
  const geo::Table zones = geo::read_shapes(hazards / "seismic_zones.geojson", GeometryKind::area);
  CHECK(zones.rows.size() == 20);
  CHECK(zones.rows[0].text("id") == "manila-trench-north");
  CHECK(zones.rows[0].geometry.parts.at(0).size() == 8);
  CHECK(zones.rows[0].number_of("mmax") == 9.0);
  const geo::Table canyons = geo::read_shapes(hazards / "canyons.geojson", GeometryKind::line);
  CHECK(canyons.rows.size() == 24);
  CHECK(canyons.rows[0].list("triggers") == std::vector<std::string>{"earthquake", "river_flood", "storm"});
}

TEST_CASE("A polygon's holes are parts after its outline") {
  const auto path = std::filesystem::temp_directory_path() / "kaitei-hole.geojson";
  std::ofstream(path) << feature(R"({"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]})");
  const geo::Table areas = geo::read_shapes(path, GeometryKind::area);
  std::filesystem::remove(path);
  REQUIRE(areas.rows.at(0).geometry.parts.size() == 2);
  CHECK(areas.rows[0].geometry.parts[1].size() == 4);
}

TEST_CASE("What is no such shape is refused") {
  CHECK_THAT(refused(feature(R"({"type":"Point","coordinates":[0,0]})"), GeometryKind::area, "kaitei-a.geojson"),
             ContainsSubstring("the geometry is a POINT") && ContainsSubstring("a polygon is needed"));
  CHECK_THAT(refused(feature("null"), GeometryKind::line, "kaitei-b.geojson"), ContainsSubstring("no geometry"));
  CHECK_THAT(refused(R"({"type":"FeatureCollection","features":[]})", GeometryKind::line, "kaitei-c.geojson"),
             ContainsSubstring("has no features"));
  CHECK_THAT(refused(feature(R"({"type":"LineString","coordinates":[[0,0],[0,95]]})"), GeometryKind::line, "kaitei-d.geojson"),
             ContainsSubstring("not on the globe"));
  CHECK_THAT(refused("no GeoJSON", GeometryKind::line, "kaitei-e.geojson"), ContainsSubstring("cannot be read"));
  CHECK_THROWS_AS(geo::read_shapes("/nowhere.geojson", GeometryKind::line), DataError);
}

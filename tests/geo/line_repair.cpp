// Repairs of drawn lines, seen through the whole loader.
#include "geo/line_repair.hpp"

#include "catch.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;
using kaitei::network::Position;

namespace {

using Texts = std::vector<std::string>;

// A segment between stations at these positions, drawn so.
LoadedNetwork load_line(const std::string& a, const std::string& b, const std::string& geometry,
                        const std::string& properties = a_to_b) {
  SourceFolder folder;
  folder.write("nodes.csv", "id,kind,lon,lat\na,station," + a + "\nb,station," + b + "\n");
  folder.write("segments.geojson", collection({feature(properties, geometry)}));
  return load_network(folder.path(), {});
}

std::vector<std::pair<double, double>> vertices(const LoadedNetwork& loaded) {
  std::vector<std::pair<double, double>> result;
  for (const Position& each : loaded.network.segments.at(0).line) result.emplace_back(each.longitude, each.latitude);
  return result;
}

using Vertices = std::vector<std::pair<double, double>>;

// python: sum of Geodesic.WGS84.Inverse(...)["s12"] / 1000 over (179,10) (180,10.5) (-179,11), geographiclib 2.1
constexpr double across_km = 245.28796453650236;

}  // namespace

TEST_CASE("A clean line needs no repair; its length is that of its geodesics") {
  const LoadedNetwork loaded = load_line("121,25", "123,25", line("[121,25],[122,25.5],[123,25]"));
  CHECK(repairs(loaded).empty());
  CHECK(loaded.network.segments[0].length_km == Approx(229.93250139395062).epsilon(1e-12));  // as above
  CHECK_FALSE(loaded.network.segments[0].length_stated);
}

TEST_CASE("A line over the antimeridian, drawn in any way, is the same line") {
  const std::string a = "179,10", b = "-179,11";
  const Vertices expected{{179, 10}, {180, 10.5}, {-179, 11}};
  struct Drawing {
    std::string geometry;
    Texts repairs;
  };
  const std::string wrapped = "segments s1: 2 longitudes wrapped into (-180, 180]", joined = "segments s1: 2 pieces joined";
  for (const Drawing& drawing : {
           Drawing{line("[179,10],[180,10.5],[-179,11]"), {}},
           Drawing{line("[179,10],[-180,10.5],[-179,11]"), {}},
           Drawing{line("[179,10],[180,10.5],[181,11]"), {"segments s1: longitude wrapped into (-180, 180]"}},
           Drawing{line("[-181,10],[-180,10.5],[-179,11]"), {"segments s1: longitude wrapped into (-180, 180]"}},
           Drawing{line("[-181,10],[180,10.5],[181,11]"), {wrapped}},
           Drawing{lines("[[179,10],[180,10.5]],[[-180,10.5],[-179,11]]"), {}},  // as RFC 7946 cuts it
           Drawing{lines("[[-180,10.5],[-179,11]],[[179,10],[180,10.5]]"), {joined}},
           Drawing{lines("[[-179,11],[-180,10.5]],[[179,10],[180,10.5]]"),
                   {joined, "segments s1: line turned to run from -> to"}},
           Drawing{lines("[[180,10.5],[179,10]],[[-180,10.5],[-179,11]]"), {joined}}}) {
    CAPTURE(drawing.geometry);
    const LoadedNetwork loaded = load_line(a, b, drawing.geometry);
    CHECK(vertices(loaded) == expected);
    CHECK(loaded.network.segments[0].length_km == Approx(across_km).epsilon(1e-12));
    if (drawing.repairs.size() != 1 || drawing.repairs[0] != joined) {
      CHECK(repairs(loaded) == drawing.repairs);
    } else {
      REQUIRE_FALSE(repairs(loaded).empty());
      CHECK(repairs(loaded)[0] == joined);
    }
  }
}

TEST_CASE("Three pieces in any order are joined; a small gap is named") {
  const LoadedNetwork loaded =
      load_line("121,25", "123,25", lines("[[122.5,25],[123,25]],[[122,25],[121,25]],[[122,25],[122.495,25]]"));
  CHECK(vertices(loaded) == Vertices{{121, 25}, {122, 25}, {122.495, 25}, {122.5, 25}, {123, 25}});
  REQUIRE_FALSE(repairs(loaded).empty());
  CHECK(repairs(loaded)[0] == "segments s1: 3 pieces joined across gaps up to 0.505 km");
}

TEST_CASE("Pieces that lie apart are refused, and so is a fork") {
  SourceFolder folder;
  write_two_stations(folder);
  folder.write("segments.geojson", collection({feature(a_to_b, lines("[[121,25],[122,25]],[[122.1,25],[123,25]]"))}));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("segments, s1: its pieces lie 10.0"));
  folder.write("segments.geojson",
               collection({feature(a_to_b, lines("[[121,25],[122,25]],[[122,25],[123,25]],[[122,25],[122,26]]"))}));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("km apart"));
}

TEST_CASE("Repeated vertices are dropped") {
  const LoadedNetwork one = load_line("121,25", "123,25", line("[121,25],[122,25],[122,25],[123,25]"));
  CHECK(vertices(one) == Vertices{{121, 25}, {122, 25}, {123, 25}});
  CHECK(repairs(one) == Texts{"segments s1: 1 repeated vertex dropped"});
  const LoadedNetwork three = load_line("121,25", "123,25", line("[121,25],[121,25],[122,25],[123,25],[123,25],[123,25]"));
  CHECK(vertices(three) == vertices(one));
  CHECK(repairs(three) == Texts{"segments s1: 3 repeated vertices dropped"});
}

TEST_CASE("A node's longitude is wrapped too") {
  const LoadedNetwork loaded = load_line("179,10", "181,11", line("[179,10],[180,10.5],[-179,11]"));
  CHECK(loaded.network.nodes[1].position.longitude == -179);
  CHECK(repairs(loaded) == Texts{"nodes b: longitude wrapped into (-180, 180]"});
}

TEST_CASE("Lines that cannot be lines") {
  const auto refused = [](const std::string& geometry) {
    SourceFolder folder;
    write_two_stations(folder);
    folder.write("segments.geojson", collection({feature(a_to_b, geometry)}));
    return refusal(folder.path());
  };
  CHECK_THAT(refused("null"), ContainsSubstring("segments.geojson: layer segments, s1: no line"));
  CHECK_THAT(refused(line("")), ContainsSubstring("no line"));
  CHECK_THAT(refused(lines("")), ContainsSubstring("no line"));
  CHECK_THAT(refused(line("[121,25]")), ContainsSubstring("one position"));
  CHECK_THAT(refused(line("[121,25],[121,25]")), ContainsSubstring("one position"));
  CHECK_THAT(refused("{\"type\":\"Point\",\"coordinates\":[121,25]}"), ContainsSubstring("a POINT for a segment"));
  CHECK_THAT(refused("{\"type\":\"Polygon\",\"coordinates\":[[[121,25],[123,25],[123,26],[121,25]]]}"),
             ContainsSubstring("a POLYGON for a segment"));
  CHECK_THAT(refused(line("[121,25],[122,95],[123,25]")), ContainsSubstring("122, 95 is out of range"));
  CHECK_THAT(refused(line("[13469000,2875000],[13692000,2875000]")), ContainsSubstring("if these are metres"));
  CHECK_THAT(refused(line("[121,25],[122,1e999],[123,25]")), !ContainsSubstring("loaded"));
  CHECK_THAT(refused(line("[121,25],[122,NaN],[123,25]")), !ContainsSubstring("loaded"));
}

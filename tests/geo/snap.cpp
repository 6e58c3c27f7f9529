#include "geo/snap.hpp"

#include "catch.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;

namespace {

using Texts = std::vector<std::string>;

void draw(SourceFolder& folder, const std::string& coordinates, const std::string& properties = a_to_b) {
  folder.write("nodes.csv", two_stations);
  folder.write("segments.geojson", collection({feature(properties, line(coordinates))}));
}

}  // namespace

// 0.005 degrees of longitude at 25 N is 0.505 km (python geographiclib: Inverse(25, 121, 25, 121.005) = 504.76 m).
TEST_CASE("An end within the tolerance is moved onto its node") {
  SourceFolder folder;
  draw(folder, "[121.005,25],[122,25.1],[123,25]");
  const LoadedNetwork loaded = load_network(folder.path(), {});
  CHECK(repairs(loaded) == Texts{"segments s1: end moved 0.505 km to node a"});
  CHECK(loaded.network.segments[0].line.front().longitude == 121);
}

TEST_CASE("An end beyond the tolerance is refused, unless the tolerance is raised") {
  SourceFolder folder;
  draw(folder, "[121,25],[122.98,25]");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("segments, s1: its line ends 2.019 km from node b") &&
                                         ContainsSubstring("raise snap_tolerance_km"));
  CHECK(refusal(folder.path(), {3.0, false}) == "loaded");
}

TEST_CASE("A line drawn from the far end is turned") {
  SourceFolder folder;
  draw(folder, "[123,25],[122,25.1],[121,25]");
  const LoadedNetwork loaded = load_network(folder.path(), {});
  CHECK(repairs(loaded) == Texts{"segments s1: line turned to run from -> to"});
  CHECK(loaded.network.segments[0].line.front().longitude == 121);
  CHECK(loaded.network.nodes[loaded.network.segments[0].from.index()].id == "a");
}

TEST_CASE("Ends without a name go to the nearest landing") {
  SourceFolder folder;
  draw(folder, "[121.005,25],[123,25]", R"("id":"s1")");
  const LoadedNetwork loaded = load_network(folder.path(), {});
  CHECK(repairs(loaded) == Texts{"segments s1: from set to the nearest node, a, 0.505 km away",
                                 "segments s1: to set to the nearest node, b, 0.000 km away",
                                 "segments s1: end moved 0.505 km to node a"});
  CHECK(loaded.network.systems.at(0).id == "s1");

  draw(folder, "[121,25],[123,25]", R"("id":"s1","from":"b")");  // turned, for the named end
  const LoadedNetwork turned = load_network(folder.path(), {});
  CHECK(turned.network.nodes[turned.network.segments[0].from.index()].id == "b");
  CHECK(turned.network.nodes[turned.network.segments[0].to.index()].id == "a");
}

TEST_CASE("The nearest landing is the nearest by geodesic, and no city") {
  SourceFolder folder;
  folder.write("nodes.csv", "id,kind,lon,lat\ncity,city,121.0001,25\nfar,station,121.008,25\nnear,branching_unit,121.004,25\n"
                            "b,station,123,25\n");
  folder.write("segments.geojson", collection({feature(R"("id":"s1")", line("[121,25],[123,25]"))}));
  const network::Network network = load_network(folder.path(), {}).network;
  CHECK(network[network.segments[0].from].id == "near");
}

TEST_CASE("Ends that lie nowhere or nowhere apart are refused") {
  SourceFolder folder;
  draw(folder, "[121,25],[122.5,25]", R"("id":"s1")");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("no to, and no landing within 1 km of the line's end at 122.5000, 25.0000"));
  draw(folder, "[121,25],[121.001,25]", R"("id":"s1")");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("both ends lie at node a"));
  draw(folder, straight, R"("id":"s1","from":"a","to":"a")");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("from and to are the same node"));
}

TEST_CASE("A tolerance must be a distance") {
  SourceFolder folder;
  draw(folder, straight);
  CHECK_THROWS_AS(load_network(folder.path(), {-1.0, false}), UsageError);
  CHECK_THROWS_AS(load_network(folder.path(), {std::numeric_limits<double>::quiet_NaN(), false}), UsageError);
}

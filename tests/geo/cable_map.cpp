// A small map of the shape that TeleGeography's has, made up here, and each way in which a copy may be amiss.
#include "geo/cable_map.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "catch.hpp"
#include "geo/cable_map_layers.hpp"
#include "network/lower.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;

namespace {

std::string point(const std::string& id, const std::string& name, const std::string& place) {
  return feature("\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"is_tbd\":false",
                 "{\"type\":\"Point\",\"coordinates\":[" + place + "]}");
}

std::string cable(const std::string& id, const std::string& pieces) {
  return feature("\"id\":\"" + id + "\",\"name\":\"Cable " + id + "\",\"color\":\"#4ab970\"", lines(pieces));
}

const std::string trunk = "[[121,25],[130,28],[140,35]]", branch = "[[130,28],[128,27]]";

std::vector<std::string> points() {
  return {point("east-taiwan", "East, Taiwan", "121,25"), point("south-japan", "South, Japan", "140,35"),
          point("isle-japan", "Isle, Japan", "128,27")};
}

std::string details(const std::string& id, const std::string& more = "", const std::string& landings =
    R"({"id":"east-taiwan","country":"Taiwan"},{"id":"south-japan","country":"Japan"},{"id":"isle-japan","country":"Japan"})") {
  return "{\"id\":\"" + id + "\",\"name\":\"Cable " + id + "\",\"length\":\"2,500 km\",\"landing_points\":[" + landings +
         "],\"owners\":\"Telkom, Example, Inc.\",\"suppliers\":\"NEC\",\"rfs\":\"2012 August\",\"rfs_year\":2012,\"is_planned\":false" + more + "}";
}

// Cable x from Taiwan to Japan with a branch, planned cable y beside it.
void write_map(SourceFolder& folder) {
  folder.write("cable-geo.json", collection({cable("x", trunk + "," + branch), cable("y", trunk)}));
  folder.write("landing-point-geo.json", collection(points()));
  folder.write("cables-detail.json",
               std::string("[") + details("x") + "," +
                   R"({"id":"y","name":"Y","length":null,"landing_points":[{"id":"east-taiwan","country":"Taiwan"},)"
                   R"({"id":"south-japan","country":"Japan"}],"rfs":"2030 Q2","is_planned":true}])");
  folder.write("LICENSE", "Creative Commons Legal Code\n\nAttribution-NonCommercial-ShareAlike 3.0\nUnported\n");
}

std::vector<std::string> ids(const auto& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  return ids;
}

bool reports(const LoadedNetwork& loaded, const std::string& words) {
  const std::vector<std::string> texts = repairs(loaded);
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return text.find(words) != std::string::npos; });
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("A map's folder loads as a network") {
  SourceFolder folder;
  write_map(folder);
  const LoadedNetwork loaded = load_network(folder.path(), {.include_planned = true});
  const network::Network& network = loaded.network;
  CHECK(network.licence == "CC-BY-NC-SA-3.0");
  CHECK(network.attribution.starts_with("TeleGeography"));
  CHECK(loaded.files.size() == 4);
  CHECK(ids(network.systems) == Ids{"x", "y"});
  CHECK(network.systems[0].ready_for_service == "2012-08");
  CHECK(network.systems[0].length_km == 2500);
  CHECK(network.systems[0].owners == Ids{"Telkom", "Example, Inc."});
  CHECK(network.systems[1].status == network::Status::planned);
  CHECK(network.systems[1].ready_for_service == "2030-06");
  CHECK_FALSE(network.systems[1].length_km);
  CHECK(ids(network.segments) == Ids{"x:east-taiwan--130.000E28.000N", "x:isle-japan--130.000E28.000N",
                                     "x:south-japan--130.000E28.000N", "y:east-taiwan--south-japan"});
  CHECK(network.segments[1].role == network::SegmentRole::branch);
  REQUIRE(network.find_node("x:130.000E28.000N"));
  CHECK(network[*network.find_node("isle-japan")].country == "Japan");
  CHECK(network.find_terminal_set("japan")->nodes.size() == 2);
  CHECK(network.find_terminal_set("taiwan")->nodes.size() == 1);
  double length = 0;
  for (std::size_t i = 0; i < 3; ++i) length += network.segments[i].length_km;
  CHECK(length == Approx(2500));
  CHECK_FALSE(network.segments[0].length_stated);
  CHECK(network.systems[0].suppliers == Ids{"NEC"});
  CHECK(reports(loaded, "systems x: 2 pieces in 1 features split into 3 segments at 3 landings and 1 branching units; "
                        "lengths scaled by "));
  CHECK(network::lower(network, {}).edges.size() == 4);
  CHECK(ids(load_network(folder.path(), {}).network.systems) == Ids{"x"});
}

TEST_CASE("Two features of one id are one cable, and rows that stand twice count once") {
  SourceFolder whole, parts;
  write_map(whole);
  write_map(parts);
  parts.write("cable-geo.json", collection({cable("y", trunk), cable("x", branch), cable("x", trunk), cable("x", trunk)}));
  std::vector<std::string> landings = points();
  std::reverse(landings.begin(), landings.end());
  landings.push_back(landings[0]);
  parts.write("landing-point-geo.json", collection(landings));
  parts.write("cables-detail.json", fmt::format("[{},{}]", details("x"), details("x")));
  const LoadedNetwork loaded = load_network(parts.path(), {});
  CHECK(ids(loaded.network.segments)[0] == "x:east-taiwan--130.000E28.000N");
  CHECK(ids(loaded.network.nodes) == ids(load_network(whole.path(), {}).network.nodes));
  CHECK(reports(loaded, "systems x: 3 pieces in 3 features split into 3 segments"));
  CHECK(reports(loaded, "systems x: 1 pieces drawn twice taken once"));
  CHECK(reports(loaded, "nodes isle-japan: landing point that stands in the file twice taken once"));
  CHECK(reports(loaded, "systems x: details that stand in the file twice taken once"));
  CHECK(reports(loaded, "systems y: no details: landings are those its lines touch"));
  CHECK(reports(loaded, "systems y: 1 pieces in 1 features split into 1 segments at 2 landings"));
}

TEST_CASE("What is missing is left out and said to be") {
  SourceFolder folder;
  write_map(folder);
  folder.write("cable-geo.json", collection({cable("x", trunk)}));
  folder.write("landing-point-geo.json", collection({points()[0], point("isle-japan", "Isle, Japan", "128,20"), point("nowhere", "Nowhere", "0,0")}));
  const LoadedNetwork loaded = load_network(folder.path(), {.include_planned = true});
  CHECK(reports(loaded, "systems x: landing south-japan has no place on the map; left out"));
  CHECK(reports(loaded, "systems x: landing isle-japan left without a line: none within 50 km"));
  CHECK(reports(loaded, "systems y: not drawn on the map; it has no segments"));
  CHECK(reports(loaded, "nodes nowhere: landing point of no cable left out"));
  CHECK(ids(loaded.network.systems) == Ids{"x", "y"});
  CHECK(loaded.network.segments.size() == 1);
  CHECK(network::lower(loaded.network, {}).edges.empty());

  std::filesystem::remove(folder.path() / "cables-detail.json");
  std::filesystem::remove(folder.path() / "LICENSE");
  folder.write("landing-point-geo.json", collection(points()));
  const LoadedNetwork bare = load_network(folder.path(), {});
  CHECK(bare.network.segments.size() == 1);
  CHECK(bare.network.licence.starts_with("none stated"));
  CHECK(bare.network[*bare.network.find_node("south-japan")].country == "Japan");
}

TEST_CASE("Details may stand in one file a cable") {
  SourceFolder folder;
  write_map(folder);
  std::filesystem::remove(folder.path() / "cables-detail.json");
  std::filesystem::create_directory(folder.path() / "cable");
  folder.write("cable/x.json", details("x")).write("cable/y.json", details("y"));
  CHECK(load_network(folder.path(), {}).network.systems.at(0).ready_for_service == "2012-08");
}

TEST_CASE("A length far from the drawn one is not shared out") {
  SourceFolder folder;
  write_map(folder);
  std::string far = details("x");
  far.replace(far.find("2,500"), 5, "25,000");
  folder.write("cables-detail.json", "[" + far + "]");
  const LoadedNetwork loaded = load_network(folder.path(), {});
  CHECK(loaded.network.segments.at(0).length_km < 2000);
  CHECK(loaded.network.systems.at(0).length_km == 25000);
  CHECK(reports(loaded, "the stated 25,000 km being too far off"));
}

TEST_CASE("What is no such map is refused") {
  SourceFolder folder;
  write_map(folder);
  const auto refused = [&](const std::string& file, const std::string& text, const std::string& words) {
    const std::string before = folder.read(file);
    folder.write(file, text);
    CAPTURE(file, text);
    CHECK(refusal(folder.path()).find(words) != std::string::npos);
    CHECK(refusal(folder.path()).find(file) != std::string::npos);
    folder.write(file, before);
  };
  refused("cable-geo.json", folder.read("cable-geo.json").substr(0, 300), "is not whole JSON");
  refused("cable-geo.json", "[]", "is no GeoJSON feature collection");
  refused("cable-geo.json", collection({feature("\"name\":\"x\"", lines(trunk))}), "feature 1: no id");
  refused("cable-geo.json", collection({feature("\"id\":\"x;y\"", lines(trunk))}), "holds a semicolon");
  refused("cable-geo.json", collection({feature("\"id\":\"x\"", R"({"type":"Point","coordinates":[1,2]})")}), "a Point for a cable");
  refused("cable-geo.json", collection({cable("x", "[[121,25],[\"a\",3]]")}), "no pair of numbers");
  refused("cable-geo.json", collection({cable("x", "[[121,25],[121,95]]")}), "out of range");
  refused("cable-geo.json", collection({cable("x", "7")}), "a line without positions");
  refused("landing-point-geo.json", collection({points()[0], point("east-taiwan", "East", "120,25")}), "two places under one id");
  refused("landing-point-geo.json", collection({feature("\"id\":\"p\"", "null")}), "no pair of numbers");
  refused("cables-detail.json", "{\"a\":1}", "feature 1: no id");
  refused("cables-detail.json", fmt::format("[{},{}]", details("x"), details("x", ",\"notes\":\"n\"")), "two rows that differ");
  refused("cables-detail.json", fmt::format("[{}]", details("x", "", R"({"country":"Japan"})")), "a landing point without an id");
  std::filesystem::remove(folder.path() / "landing-point-geo.json");
  CHECK(refusal(folder.path()).find("has cable-geo.json but no landing-point-geo.json") != std::string::npos);
}

TEST_CASE("The map's words") {
  CHECK(iso_date("2019") == "2019");
  CHECK(iso_date("2012 August") == "2012-08");
  CHECK(iso_date("2023 Q1") == "2023-03");
  CHECK(iso_date("2023 Q4") == "2023-12");
  for (const char* words : {"", "n.a.", "August 2012", "2023 Q5", "2012 Augustus", "20122"}) CHECK(iso_date(words).empty());
  CHECK(length_in_km("45,000 km") == 45000);
  CHECK(length_in_km("12.5 km") == 12.5);
  for (const char* words : {"", "n.a.", "km", " km", "45 miles", "-3 km", "inf km", "0 km"}) CHECK_FALSE(length_in_km(words));
  CHECK(owner_names("") == Ids{});
  CHECK(owner_names("A, B, Ltd., C") == Ids{"A", "B, Ltd.", "C"});
}

// The map of 2022-10-03 as TeleGeography published it (CC BY-NC-SA 3.0), where a copy is at hand: the folder that
// KAITEI_TELEGEOGRAPHY names. Nothing of it is in this project but the counts below.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "geo/cable_map.hpp"
#include "geo/geodesic.hpp"
#include "geo/source.hpp"
#include "network/lower.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;
using namespace kaitei::network;
using nlohmann::json;

namespace {

std::filesystem::path copy() {
  const char* folder = std::getenv("KAITEI_TELEGEOGRAPHY");
  return folder ? folder : "";
}

// ctest shows the line as a skipped test.
bool is_absent() {
  if (std::filesystem::exists(copy() / "cable-geo.json") && !copy().empty()) return false;
  std::cout << "skipped: KAITEI_TELEGEOGRAPHY names no folder with a copy of the map\n";
  return true;
}

json parse(const std::filesystem::path& file) { return json::parse(std::ifstream(copy() / file)); }
json features(const std::filesystem::path& file) { return parse(file).at("features"); }

const LoadedNetwork& world() {
  static const LoadedNetwork loaded = load_network(copy(), {.include_planned = true});
  return loaded;
}

std::size_t parts(const Network& network, SystemId system) {
  std::map<NodeId, NodeId> leader;
  const auto find = [&](NodeId node) {
    leader.try_emplace(node, node);
    while (leader.at(node) != node) node = leader.at(node);
    return node;
  };
  for (const Segment& segment : network.segments) {
    if (segment.system == system) leader[find(segment.from)] = find(segment.to);
  }
  std::set<NodeId> roots;
  for (const auto& [node, up] : leader) roots.insert(find(node));
  return roots.size();
}

struct Split {
  std::size_t segments = 0, branching_units = 0;
};

std::map<std::string, Split> splits(const Network& network) {
  std::map<std::string, Split> counts;
  std::map<std::string, std::set<NodeId>> joints;
  for (const Segment& segment : network.segments) {
    const std::string& system = network[segment.system].id;
    ++counts[system].segments;
    for (const NodeId end : {segment.from, segment.to}) {
      if (network[end].kind == NodeKind::branching_unit) joints[system].insert(end);
    }
  }
  for (const auto& [system, nodes] : joints) counts[system].branching_units = nodes.size();
  return counts;
}

// A map of one cable, with all that its details name, through the whole loader and both bounds.
LoadedNetwork load_alone(const json& cables, const json& landings, const json& details) {
  const CableMapFiles names{.cables = "cable-geo.json", .landings = "landing-point-geo.json", .details = {"cables-detail.json"}};
  Source source;
  add_map_layers(read_cable_map({{"features", cables}}, {{"features", landings}}, details, names), names, source);
  LoadedNetwork loaded = assemble(std::move(source), {.include_planned = true});
  for (const RouteBound bound : {RouteBound::all_pairs, RouteBound::trunk_only}) lower(loaded.network, {bound, true});
  return loaded;
}

}  // namespace

TEST_CASE("All 521 systems and 1,414 landing points are there", "[.telegeography]") {
  if (is_absent()) return;
  const Network& network = world().network;
  CHECK(network.systems.size() == 521);
  CHECK(std::count_if(network.systems.begin(), network.systems.end(),
                      [](const System& system) { return system.status == Status::planned; }) == 65);
  CHECK(std::count_if(network.systems.begin(), network.systems.end(),
                      [](const System& system) { return !system.length_km; }) == 33);
  CHECK(std::count_if(network.systems.begin(), network.systems.end(),
                      [](const System& system) { return system.ready_for_service.empty(); }) == 5);
  CHECK(std::count_if(network.nodes.begin(), network.nodes.end(),
                      [](const Node& node) { return node.kind == NodeKind::station; }) == 1414);
  CHECK(network.licence == "CC-BY-NC-SA-3.0");
}

TEST_CASE("Every system lands where its details say, and each of its segments ends where it should", "[.telegeography]") {
  if (is_absent()) return;
  const Network& network = world().network;
  std::map<std::string, std::set<std::string>> landed;
  for (const Segment& segment : network.segments) {
    CAPTURE(segment.id);
    CHECK(distance_km(segment.line.front(), network[segment.from].position) == 0);
    CHECK(distance_km(segment.line.back(), network[segment.to].position) == 0);
    for (const NodeId end : {segment.from, segment.to}) {
      if (network[end].kind == NodeKind::station) landed[network[segment.system].id].insert(network[end].id);
    }
  }
  std::vector<std::string> apart;
  for (const json& cable : parse("cables-detail.json")) {
    for (const json& point : cable["landing_points"]) {
      if (!landed[cable["id"]].contains(point["id"])) apart.push_back(cable["id"].get<std::string>() + " " + point["id"].get<std::string>());
    }
  }
  // Two stations in one place.
  CHECK(apart == std::vector<std::string>{"eac-c2c changi-south-singapore"});
}

// Segments and branching units counted by hand on the drawings.
TEST_CASE("Awkward systems are split as they are drawn", "[.telegeography]") {
  if (is_absent()) return;
  const Network& network = world().network;
  const std::map<std::string, Split> counts = splits(network);
  const auto check = [&](const std::string& id, std::size_t segments, std::size_t branching_units, std::size_t expected_parts) {
    CAPTURE(id);
    REQUIRE(network.find_system(id));
    CHECK(counts.at(id).segments == segments);
    CHECK(counts.at(id).branching_units == branching_units);
    CHECK(parts(network, *network.find_system(id)) == expected_parts);
  };
  check("havfrueaec-2", 5, 2, 1);              // two features of one id
  check("tui-samoa", 9, 4, 1);                 // branches at the antimeridian
  check("gemini-bermuda", 1, 0, 1);            // lands 8 km off its drawn end
  check("crosslake-fibre", 1, 0, 1);           // the plainest
  check("taba-aqaba", 1, 0, 1);                // 5 km off
  check("thetis", 10, 0, 10);                  // ten cables of one name
}

TEST_CASE("Another split of the same map agrees on nearly every system", "[.telegeography]") {
  if (is_absent()) return;
  const std::filesystem::path other = copy().parent_path() / "derived-2022-10-03";
  if (!std::filesystem::exists(other)) return;
  std::map<std::string, Split> theirs;
  for (const json& feature : features(other / "segments_all.geojson")) {
    ++theirs[feature["properties"]["cable_id"]].segments;
  }
  for (const json& feature : features(other / "nodes_all.geojson")) {
    const std::string kind = feature["properties"]["kind"];
    Split& split = theirs[feature["properties"]["cable_id"]];
    if (kind == "branching_unit" || kind == "dangling") ++split.branching_units;
    if (kind == "joint") split.segments -= 2;  // a way out to a line's end beside its landing, and back
  }
  const std::map<std::string, Split> ours = splits(world().network);
  REQUIRE(theirs.size() == 521);
  std::vector<std::string> different;
  for (const auto& [id, split] : theirs) {
    const auto found = ours.find(id);
    if (found == ours.end() || found->second.segments != split.segments ||
        found->second.branching_units != split.branching_units) {
      different.push_back(id);
    }
  }
  CAPTURE(different);
  CHECK(different.size() <= 10);
}

TEST_CASE("The order of the map's rows does not matter", "[.telegeography]") {
  if (is_absent()) return;
  json cables = features("cable-geo.json"), landings = features("landing-point-geo.json"), details = parse("cables-detail.json");
  std::reverse(cables.begin(), cables.end());
  std::reverse(landings.begin(), landings.end());
  std::reverse(details.begin(), details.end());
  for (json& cable : cables) std::reverse(cable["geometry"]["coordinates"].begin(), cable["geometry"]["coordinates"].end());
  const LoadedNetwork turned = load_alone(cables, landings, details);
  REQUIRE(turned.network.segments.size() == world().network.segments.size());
  for (std::size_t i = 0; i < turned.network.segments.size(); ++i) {
    const Segment &one = turned.network.segments[i], &other = world().network.segments[i];
    CHECK(one.id == other.id);
    CHECK(one.length_km == other.length_km);
  }
  CHECK(repairs(turned) == repairs(world()));
}

// A cable's rows depend on its own features, landings and details alone, so each loss is tried on that cable alone.
TEST_CASE("Any single feature may be missing or stand twice", "[.telegeography]") {
  if (is_absent()) return;
  std::map<std::string, json> cables, landing_points;
  for (const json& feature : features("cable-geo.json")) cables[feature["properties"]["id"]].push_back(feature);
  for (const json& feature : features("landing-point-geo.json")) landing_points[feature["properties"]["id"]] = feature;
  std::size_t tried = 0;
  for (const json& cable : parse("cables-detail.json")) {
    const std::string id = cable["id"];
    json landings = json::array();
    for (const json& point : cable["landing_points"]) landings.push_back(landing_points.at(point["id"]));
    const json details = json::array({cable});
    const auto each = [&](const json& rows, const auto& load) {
      const LoadedNetwork whole = load(rows);
      for (std::size_t i = 0; i < rows.size(); ++i, tried += 2) {
        CAPTURE(id, i);
        json fewer = rows, more = rows;
        fewer.erase(i);
        more.push_back(rows[i]);
        CHECK_NOTHROW(load(fewer));
        const LoadedNetwork twice = load(more);
        CHECK(twice.network.segments.size() == whole.network.segments.size());
        CHECK(twice.repairs.size() >= whole.repairs.size());
      }
    };
    each(cables.at(id), [&](const json& rows) { return load_alone(rows, landings, details); });
    each(landings, [&](const json& rows) { return load_alone(cables.at(id), rows, details); });
    each(details, [&](const json& rows) { return load_alone(cables.at(id), landings, rows); });
  }
  CHECK(tried == 2 * (527 + 2378 + 521));
}

// The shipped Taiwan-Japan data, against facts that stand outside it.
#include <algorithm>
#include <filesystem>

#include "catch.hpp"
#include "geo/geodesic.hpp"
#include "geo/load_network.hpp"
#include "network/lower.hpp"

using namespace kaitei;
using namespace kaitei::network;

namespace {

const std::filesystem::path source = std::filesystem::path(KAITEI_SOURCE_DIR) / "geodata" / "taiwan-japan";

const geo::LoadedNetwork& shipped() {
  static const geo::LoadedNetwork loaded = geo::load_network(source, {});
  return loaded;
}

bool joins(const Network& network, const Route& route, const std::string& one, const std::string& other) {
  const std::string &from = network[route.from].id, &to = network[route.to].id;
  return (from == one && to == other) || (from == other && to == one);
}

bool plcn_joins(const Network& network, const std::string& one, const std::string& other) {
  for (const RouteBound bound : {RouteBound::all_pairs, RouteBound::trunk_only}) {
    for (const Route& route : build_routes(network, bound)) {
      if (network[route.system].id == "plcn" && joins(network, route, one, other)) return true;
    }
  }
  return false;
}

}  // namespace

// Commsupdate, 2020-08-28, on the amended FCC application: Pacific Light runs Taiwan - United States and Philippines -
// United States; nothing runs between Toucheng and Baler.
TEST_CASE("Pacific Light has no pair between Toucheng and Baler") {
  const Network& network = shipped().network;
  REQUIRE(network.find_system("plcn"));
  CHECK(plcn_joins(network, "toucheng", "el-segundo"));
  CHECK(plcn_joins(network, "baler", "el-segundo"));
  CHECK_FALSE(plcn_joins(network, "toucheng", "baler"));

  Network unplanned = network;
  unplanned.routes.clear();
  CHECK(plcn_joins(unplanned, "toucheng", "baler"));
}

TEST_CASE("Terminal sets are there and none is empty") {
  const Network& network = shipped().network;
  REQUIRE(network.terminal_sets.size() >= 5);
  for (const TerminalSet& set : network.terminal_sets) {
    CAPTURE(set.name);
    CHECK_FALSE(set.nodes.empty());
    for (const NodeId node : set.nodes) CHECK(network[node].kind != NodeKind::branching_unit);
  }
}

TEST_CASE("Every place in Taiwan and Japan, and every gateway, has its name in Chinese and Japanese") {
  for (const Node& node : shipped().network.nodes) {
    const bool home = node.country == "Taiwan" || node.country == "Japan";
    if (node.kind == NodeKind::branching_unit || (!home && node.kind != NodeKind::gateway)) continue;
    CAPTURE(node.id);
    CHECK_FALSE((node.name_zh.empty() || node.name_ja.empty()));
    if (home) CHECK(node.name_local == (node.country == "Taiwan" ? node.name_zh : node.name_ja));
  }
  CHECK(shipped().network[*shipped().network.find_node("yonaguni")].name_zh == "與那國島");
  CHECK(shipped().network[*shipped().network.find_node("exch-taipei")].name_ja == "台北");
}

TEST_CASE("Nothing in the shipped data needs mending") { CHECK(shipped().repairs.empty()); }

TEST_CASE("No segment is shorter than the sea between its ends") {
  const Network& network = shipped().network;
  for (const Segment& segment : network.segments) {
    CAPTURE(segment.id, segment.length_stated);
    // Stated lengths are rounded, and stations known only to the town.
    const double slack_km = segment.length_stated ? 0.05 * segment.length_km + 10 : 1e-6;
    CHECK(segment.length_km + slack_km >= geo::distance_km(network[segment.from].position, network[segment.to].position));
  }
}

TEST_CASE("Both bounds lower, the trunk-only routes being among the all-pairs ones") {
  const Network& network = shipped().network;
  const Graph upper = lower(network, {RouteBound::all_pairs, true}), lower_bound = lower(network, {RouteBound::trunk_only, true});
  CHECK(upper.elements.size() == lower_bound.elements.size());
  CHECK(upper.edges.size() > lower_bound.edges.size());
  std::vector<std::string> ids;
  for (const GraphEdge& edge : upper.edges) ids.push_back(edge.id);
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  for (const GraphEdge& edge : lower_bound.edges) CHECK(std::binary_search(ids.begin(), ids.end(), edge.id));
}

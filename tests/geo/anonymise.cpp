#include "geo/anonymise.hpp"

#include <filesystem>
#include <set>

#include "catch.hpp"
#include "geo/geodesic.hpp"
#include "geo/load_network.hpp"
#include "geo/network_rows.hpp"
#include "network/lower.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::network;

namespace {

const Network& shipped() {
  static const Network network =
      load_network(std::filesystem::path(KAITEI_SOURCE_DIR) / "geodata" / "taiwan-japan", {}).network;
  return network;
}

std::multiset<std::size_t> degrees(const Network& network) {
  std::vector<std::size_t> degree(network.nodes.size());
  for (const GraphEdge& edge : lower(network, {}).edges) {
    ++degree[edge.from.index()];
    ++degree[edge.to.index()];
  }
  return {degree.begin(), degree.end()};
}

}  // namespace

TEST_CASE("No name, id or source of the data is left") {
  std::set<std::string> secrets;
  for (const Node& node : shipped().nodes) secrets.insert({node.id, node.name, node.name_local, node.name_zh, node.name_ja, node.evidence.source});
  for (const System& system : shipped().systems) {
    secrets.insert({system.id, system.name, system.evidence.source});
    secrets.insert(system.aliases.begin(), system.aliases.end());
    secrets.insert(system.owners.begin(), system.owners.end());
  }
  for (const Segment& segment : shipped().segments) secrets.insert({segment.id, segment.evidence.source});
  for (const Route& route : shipped().routes) secrets.insert({route.id, route.evidence.source});
  for (const PowerSection& section : shipped().power_sections) secrets.insert({section.id, section.evidence.source});
  for (const Link& link : shipped().links) secrets.insert({link.id, link.evidence.source});
  for (const TerminalSet& set : shipped().terminal_sets) secrets.insert(set.name);
  secrets.erase("");
  for (const Layer& layer : rows_of(anonymised(shipped(), 1))) {
    if (layer.name == "about") continue;
    for (const LayerRow& row : layer.rows) {
      for (std::size_t column = 0; column < row.values.size(); ++column) {
        const std::string &name = layer.columns[column].name, &value = row.values[column];
        if (name == "plan" || name == "country") continue;  // a word of ours; what outcomes ask for
        CAPTURE(layer.name, name, value);
        CHECK_FALSE(secrets.contains(value));
      }
    }
  }
}

TEST_CASE("The graph stays, its places move, and its licence is still said") {
  const Network network = anonymised(shipped(), 1);
  CHECK(network.licence == shipped().licence);
  CHECK(network.attribution == shipped().attribution);
  CHECK(degrees(network) == degrees(shipped()));
  CHECK(network.terminal_sets.size() == shipped().terminal_sets.size());
  double nearest = 1e9;
  for (const Node& node : network.nodes) {
    for (const Node& original : shipped().nodes) nearest = std::min(nearest, distance_km(node.position, original.position));
  }
  CHECK(nearest > 0);
  for (const Segment& segment : network.segments) CHECK(segment.line.size() == 2);
}

TEST_CASE("Another seed is another order; the same seed is the same network") {
  const auto first = rows_of(anonymised(shipped(), 1)), again = rows_of(anonymised(shipped(), 1)), other = rows_of(anonymised(shipped(), 2));
  CHECK(first[0].rows[0].values == again[0].rows[0].values);
  CHECK(first[0].rows[0].points[0].longitude == again[0].rows[0].points[0].longitude);
  CHECK(first[0].rows[0].points[0].longitude != other[0].rows[0].points[0].longitude);
}

TEST_CASE("The renaming says which row became which") {
  const Anonymised hidden = anonymise(shipped(), 4);
  for (std::size_t i = 0; i < shipped().segments.size(); ++i) {
    const Segment& before = shipped().segments[i];
    const auto now = hidden.network.find_segment(hidden.renaming.segments.at(before.id));
    REQUIRE(now.has_value());
    const Segment& after = hidden.network[*now];
    CHECK(hidden.network[after.system].id == hidden.renaming.systems.at(shipped()[before.system].id));
    CHECK(hidden.network[after.from].id == hidden.renaming.nodes.at(shipped()[before.from].id));
  }
  for (const TerminalSet& set : shipped().terminal_sets) {
    const TerminalSet* now = hidden.network.find_terminal_set(hidden.renaming.terminal_sets.at(set.name));
    REQUIRE(now);
    CHECK(now->nodes.size() == set.nodes.size());
  }
}

// geodata/synthetic-twin against the network whose statistics it has.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include "catch.hpp"
#include "geo/check_data.hpp"
#include "geo/load_network.hpp"
#include "network/summary.hpp"

using namespace kaitei;
using namespace kaitei::network;

namespace {

const std::filesystem::path geodata = std::filesystem::path(KAITEI_SOURCE_DIR) / "geodata";

Network load(const char* name) { return geo::load_network(geodata / name, {.include_planned = true}).network; }

struct Landings {
  std::vector<std::size_t> of_systems, of_stations;  // sorted
  std::vector<std::pair<std::size_t, std::size_t>> across;  // systems at either end of each segment, sorted
};

Landings landings(const Network& network) {
  std::map<SystemId, std::set<NodeId>> stations;
  std::map<NodeId, std::set<SystemId>> systems;
  for (const Segment& segment : network.segments) {
    for (const NodeId end : {segment.from, segment.to}) {
      if (network[end].kind != NodeKind::station) continue;
      stations[segment.system].insert(end);
      systems[end].insert(segment.system);
    }
  }
  Landings counts;
  for (const auto& [system, nodes] : stations) counts.of_systems.push_back(nodes.size());
  for (const auto& [node, landing] : systems) counts.of_stations.push_back(landing.size());
  for (const Segment& segment : network.segments) {
    const auto size = [&](NodeId end) { return systems.contains(end) ? systems.at(end).size() : 0; };
    counts.across.push_back(std::minmax(size(segment.from), size(segment.to)));
  }
  for (auto* list : {&counts.of_systems, &counts.of_stations}) std::ranges::sort(*list);
  std::ranges::sort(counts.across);
  return counts;
}

std::vector<double> lengths(const Network& network) {
  std::vector<double> km;
  for (const Segment& segment : network.segments) km.push_back(segment.length_km);
  std::ranges::sort(km);
  return km;
}

std::array<double, 3> depth_shares(const Network& network) {
  std::array<double, 3> km{};
  double total = 0;
  for (const Segment& segment : network.segments) {
    total += segment.length_km;
    for (std::size_t i = 0; i < 3; ++i) km[i] += segment.length_km * segment.depth_shares.value()[i];
  }
  return {km[0] / total, km[1] / total, km[2] / total};
}

std::set<std::string> names(const Network& network) {
  std::set<std::string> names;
  for (const Node& node : network.nodes) names.insert({node.id, node.name});
  for (const System& system : network.systems) names.insert({system.id, system.name});
  for (const Link& link : network.links) names.insert(link.id);
  return names;
}

}  // namespace

TEST_CASE("The synthetic twin is fit and has the statistics of the network, but none of its names and another wiring") {
  CHECK(geo::check_data(geodata / "synthetic-twin", std::nullopt).empty());
  const Network real = load("taiwan-japan"), twin = load("synthetic-twin");
  CHECK(twin.nodes.size() == real.nodes.size());
  CHECK(twin.systems.size() == real.systems.size());
  CHECK(twin.segments.size() == real.segments.size());
  CHECK(twin.routes.size() == real.routes.size());
  CHECK(twin.power_sections.size() == real.power_sections.size());
  CHECK(twin.links.size() == real.links.size());

  const Landings here = landings(real), there = landings(twin);
  CHECK(there.of_systems == here.of_systems);
  CHECK(there.of_stations == here.of_stations);
  CHECK(there.across != here.across);

  const std::vector<double> km = lengths(real), invented_km = lengths(twin);
  for (const double quantile : {0.1, 0.25, 0.5, 0.75, 0.9, 1.0}) {
    const auto at = static_cast<std::size_t>(quantile * static_cast<double>(km.size() - 1));
    CAPTURE(quantile, km[at], invented_km[at]);
    CHECK(std::abs(invented_km[at] / km[at] - 1) < 0.1);
  }
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(depth_shares(twin)[i] - depth_shares(real)[i]) < 0.01);
  const Summary summary = summarise(twin);
  CHECK(summary.components.size() == summarise(real).components.size());
  CHECK(std::abs(static_cast<double>(summary.people) / static_cast<double>(summarise(real).people) - 1) < 0.1);

  const std::set<std::string> known = names(real);
  for (const std::string& name : names(twin)) CHECK_FALSE(known.contains(name));
}

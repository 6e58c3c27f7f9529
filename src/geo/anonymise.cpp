#include "geo/anonymise.hpp"

#include <fmt/format.h>

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using namespace network;

// Rows in a new order, with new ids.
template <class IdType>
class Shuffled {
 public:
  template <class Row>
  Shuffled(std::vector<Row>& rows, const char* word, std::mt19937_64& random) : now_(rows.size()) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    std::vector<Row> moved;
    for (std::size_t i = 0; i < order.size(); ++i) {
      now_[order[i]] = IdType{static_cast<std::uint32_t>(i)};
      moved.push_back(std::move(rows[order[i]]));
      std::string id = fmt::format("{}-{}", word, i + 1);
      renamed_[moved.back().id] = id;
      moved.back().id = std::move(id);
      moved.back().evidence.source.clear();
    }
    rows = std::move(moved);
  }

  void follow(IdType& id) const { id = now_[id.index()]; }
  void follow(std::optional<IdType>& id) const {
    if (id) follow(*id);
  }
  void follow(std::vector<IdType>& ids) const {
    for (IdType& id : ids) follow(id);
  }
  const std::map<std::string, std::string>& renamed() const { return renamed_; }

 private:
  std::map<std::string, std::string> renamed_;
  std::vector<IdType> now_;
};

double two_figures(double value) {
  if (!(value > 0)) return value;
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

void round(std::optional<double>& value) {
  if (value) value = two_figures(*value);
}

void blur(Position& position, std::mt19937_64& random) {
  if (!is_known(position)) return;
  std::uniform_real_distribution<double> share(0, 1);
  const double bearing = 360 * share(random), metres = 1000 * blur_km * std::sqrt(share(random));
  GeographicLib::Geodesic::WGS84().Direct(position.latitude, position.longitude, bearing, metres, position.latitude,
                                          position.longitude);
  position.longitude = wrap_longitude(position.longitude);
}

}  // namespace

Network anonymised(const Network& original, std::uint64_t seed) { return anonymise(original, seed).network; }

Anonymised anonymise(const Network& original, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Network network = original;
  network.name = "anonymised";
  network.version.clear();
  const Shuffled<NodeId> nodes(network.nodes, "node", random);
  const Shuffled<SystemId> systems(network.systems, "system", random);
  const Shuffled<SegmentId> segments(network.segments, "segment", random);
  const Shuffled<RouteId> routes(network.routes, "route", random);
  const Shuffled<PowerSectionId> sections(network.power_sections, "section", random);
  const Shuffled<LinkId> links(network.links, "link", random);
  for (Node& node : network.nodes) {
    node.name = node.id;
    for (std::string* name : {&node.name_local, &node.name_zh, &node.name_ja}) name->clear();
    blur(node.position, random);
    if (node.weight) {
      if (node.weight->population) node.weight->population = std::max<std::int64_t>(1, std::llround(two_figures(static_cast<double>(*node.weight->population))));
      node.weight->evidence.source.clear();
    }
  }
  for (System& system : network.systems) {
    system.name = system.id;
    system.aliases.clear();
    system.owners.clear();
    system.landing_parties.clear();
    system.suppliers.clear();
    system.ready_for_service.clear();
    system.retired.clear();
    round(system.length_km);
  }
  for (Segment& segment : network.segments) {
    systems.follow(segment.system);
    nodes.follow(segment.from);
    nodes.follow(segment.to);
    segment.length_km = two_figures(segment.length_km);
    segment.line = {network[segment.from].position, network[segment.to].position};
  }
  for (Route& route : network.routes) {
    systems.follow(route.system);
    nodes.follow(route.from);
    nodes.follow(route.to);
    segments.follow(route.segments);
  }
  for (PowerSection& section : network.power_sections) {
    systems.follow(section.system);
    segments.follow(section.segments);
    nodes.follow(section.end_a);
    nodes.follow(section.end_b);
  }
  for (Link& link : network.links) {
    nodes.follow(link.from);
    nodes.follow(link.to);
    round(link.length_km);
    link.ready_for_service.clear();
    link.retired.clear();
  }
  Renaming renaming{nodes.renamed(), systems.renamed(), segments.renamed(), sections.renamed(), links.renamed(), {}};
  std::shuffle(network.terminal_sets.begin(), network.terminal_sets.end(), random);
  for (std::size_t i = 0; i < network.terminal_sets.size(); ++i) {
    TerminalSet& set = network.terminal_sets[i];
    std::string name = fmt::format("set-{}", i + 1);
    renaming.terminal_sets[set.name] = name;
    set.name = std::move(name);
    nodes.follow(set.nodes);
    std::sort(set.nodes.begin(), set.nodes.end());
  }
  return {std::move(network), std::move(renaming)};
}

}  // namespace kaitei::geo

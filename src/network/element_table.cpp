#include "network/element_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "errors.hpp"

namespace kaitei::network {
namespace {

std::string element_id(ElementKind kind, std::string_view id) { return fmt::format("{}:{}", to_string(kind), id); }

std::string station_id(const Node& node) { return element_id(ElementKind::station, node.id); }
std::string station_id(const Node& node, const System& system) { return station_id(node) + "@" + system.id; }

std::string feed_id(const PowerSection& section, SectionEnd end) {
  return element_id(ElementKind::feed, section.id) + (end == SectionEnd::a ? ":a" : ":b");
}

}  // namespace

std::string_view to_string(ElementKind kind) {
  switch (kind) {
    case ElementKind::segment: return "segment";
    case ElementKind::station: return "station";
    case ElementKind::feed: return "feed";
    case ElementKind::link: return "link";
  }
  return "";
}

ElementTable::ElementTable(const Network& network, UnknownStations unknown_stations) : network_(network) {
  for (const Segment& segment : network.segments) {
    for (const NodeId end : {segment.from, segment.to}) {
      const bool town = network[end].kind == NodeKind::station && network[end].site == Site::town;
      if (town && unknown_stations == UnknownStations::separate) own_stations_[end].insert(segment.system);
    }
  }
  const auto add = [&](std::string id, ElementKind kind, std::uint32_t index) {
    elements_.push_back({std::move(id), kind, index});
  };
  for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
    add(element_id(ElementKind::segment, network.segments[i].id), ElementKind::segment, i);
  }
  for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
    if (network.nodes[i].kind != NodeKind::station) continue;
    const auto own = own_stations_.find(NodeId{i});
    if (own == own_stations_.end()) {
      add(station_id(network.nodes[i]), ElementKind::station, i);
    } else {
      for (const SystemId system : own->second) add(station_id(network.nodes[i], network[system]), ElementKind::station, i);
    }
  }
  for (std::uint32_t i = 0; i < network.power_sections.size(); ++i) {
    const PowerSection& section = network.power_sections[i];
    add(feed_id(section, SectionEnd::a), ElementKind::feed, i);
    if (section.end_b) add(feed_id(section, SectionEnd::b), ElementKind::feed, i);
  }
  for (std::uint32_t i = 0; i < network.links.size(); ++i) {
    add(element_id(ElementKind::link, network.links[i].id), ElementKind::link, i);
  }
  std::sort(elements_.begin(), elements_.end(), [](const Element& a, const Element& b) { return a.id < b.id; });
  for (Literal literal = 0; literal < elements_.size(); ++literal) {
    if (!literals_.try_emplace(elements_[literal].id, literal).second) {
      throw DataError(fmt::format("two elements are {} (every failure draw hangs on the id); rename one in the data",
                                  elements_[literal].id));
    }
  }
}

Literal ElementTable::find(std::string_view id) const {
  assert(literals_.contains(id));
  return literals_.at(id);
}

Literal ElementTable::segment(SegmentId id) const { return find(element_id(ElementKind::segment, network_[id].id)); }

Literal ElementTable::station(NodeId id, SystemId system) const {
  return find(own_stations_.contains(id) ? station_id(network_[id], network_[system]) : station_id(network_[id]));
}

std::vector<Literal> ElementTable::stations(NodeId id) const {
  const auto own = own_stations_.find(id);
  if (own == own_stations_.end()) return {find(station_id(network_[id]))};
  std::vector<Literal> literals;
  for (const SystemId system : own->second) literals.push_back(station(id, system));
  return literals;
}

Literal ElementTable::feed(PowerSectionId id, SectionEnd end) const { return find(feed_id(network_[id], end)); }
Literal ElementTable::link(LinkId id) const { return find(element_id(ElementKind::link, network_[id].id)); }

}  // namespace kaitei::network

#include "network/element_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace kaitei::network {
namespace {

std::string element_id(ElementKind kind, std::string_view id) { return fmt::format("{}:{}", to_string(kind), id); }

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

ElementTable::ElementTable(const Network& network) : network_(network) {
  const auto add = [&](std::string id, ElementKind kind, std::uint32_t index) {
    elements_.push_back({std::move(id), kind, index});
  };
  for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
    add(element_id(ElementKind::segment, network.segments[i].id), ElementKind::segment, i);
  }
  for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
    if (network.nodes[i].kind != NodeKind::station) continue;
    add(element_id(ElementKind::station, network.nodes[i].id), ElementKind::station, i);
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
  for (Literal literal = 0; literal < elements_.size(); ++literal) literals_[elements_[literal].id] = literal;
}

Literal ElementTable::find(std::string_view id) const {
  assert(literals_.contains(id));
  return literals_.at(id);
}

Literal ElementTable::segment(SegmentId id) const { return find(element_id(ElementKind::segment, network_[id].id)); }
Literal ElementTable::station(NodeId id) const { return find(element_id(ElementKind::station, network_[id].id)); }
Literal ElementTable::feed(PowerSectionId id, SectionEnd end) const { return find(feed_id(network_[id], end)); }
Literal ElementTable::link(LinkId id) const { return find(element_id(ElementKind::link, network_[id].id)); }

}  // namespace kaitei::network

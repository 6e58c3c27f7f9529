#include "report/subject.hpp"

#include <algorithm>
#include <limits>

namespace kaitei::report {
namespace {

using namespace network;

std::string_view after_colon(std::string_view id) { return id.substr(std::min(id.size(), id.find(':') + 1)); }

NodeId fed_at(const Network& net, const Element& feed) {
  const PowerSection& section = net.power_sections.at(feed.index);
  return feed.id.ends_with(":b") && section.end_b ? *section.end_b : section.end_a;
}

}  // namespace

Subject::Subject(const engine::RunRecord& of, Speaker speaker, bool hidden)
    : record(of), say(speaker), anonymised(hidden),
      findings(results::find(of, std::numeric_limits<std::size_t>::max())),
      features{of.network.segments.size(), of.network.links.size(), of.network.nodes.size()} {
  for (std::size_t e = 0; e < record.graph.elements.size(); ++e) element_[record.graph.elements[e].id] = e;
}

std::string Subject::confidence() const { return fmt::format("{:.10g} %", record.experiment.run.confidence_level * 100); }

std::string Subject::name(const Node& node) const {
  const std::string& translated = say.language() == Language::chinese ? node.name_zh : node.name_ja;
  if (say.language() != Language::english)
    for (const std::string* name : {&translated, &node.name_local})
      if (!name->empty()) return *name;
  return node.name.empty() ? node.id : node.name;
}

std::string Subject::short_name(const Node& node) const {
  const std::string whole = name(node);
  std::size_t end = whole.size();
  for (const char* after : {" (", "（", "(", ", ", "，"}) end = std::min(end, whole.find(after));
  return end == 0 ? whole : whole.substr(0, end);
}

std::string Subject::name(const System& system) const { return system.name.empty() ? system.id : system.name; }

std::string Subject::name(const Segment& segment) const {
  const Network& net = record.network;
  return fmt::format("{}: {} – {}", name(net[segment.system]), short_name(net[segment.from]), short_name(net[segment.to]));
}

std::string Subject::name(const Link& link) const {
  return fmt::format("{} – {}", short_name(record.network[link.from]), short_name(record.network[link.to]));
}

std::string Subject::name(const Element& element) const {
  const Network& net = record.network;
  switch (element.kind) {
    case ElementKind::segment: return name(net.segments.at(element.index));
    case ElementKind::station: return station_name(element);
    case ElementKind::link: return name(net.links.at(element.index));
    case ElementKind::feed:
      return say(Word::feed_of, name(net[net.power_sections.at(element.index).system]), short_name(net[fed_at(net, element)]));
  }
  return element.id;
}

std::string Subject::station_name(const Element& element) const {
  const Node& node = record.network.nodes.at(element.index);
  const std::string_view own = after_colon(element.id);  // "<node>@<system>": the system's own station in a town
  if (own.size() <= node.id.size()) return name(node);
  const auto system = record.network.find_system(own.substr(node.id.size() + 1));
  return fmt::format("{} ({})", name(node), system ? name(record.network[*system]) : own.substr(node.id.size() + 1));
}

std::string Subject::kind(const Element& element) const {
  switch (element.kind) {
    case ElementKind::segment: return say(Word::kind_segment);
    case ElementKind::station: return say(Word::kind_station);
    case ElementKind::link: return say(Word::kind_link);
    case ElementKind::feed: return say(Word::kind_feed);
  }
  return "";
}

std::string Subject::unit_name(const std::string& unit) const {
  if (const auto found = element_.find(unit); found != element_.end()) return name(record.graph.elements[found->second]);
  if (unit.starts_with("cable:"))
    for (const System& system : record.network.systems)
      if (system.id == after_colon(unit)) return name(system);
  return std::string(after_colon(unit));
}

std::size_t Subject::feature(const Element& element) const {
  switch (element.kind) {
    case ElementKind::segment: return features.segment(element.index);
    case ElementKind::link: return features.link(element.index);
    case ElementKind::station: return features.node(element.index);
    case ElementKind::feed: return features.node(fed_at(record.network, element).index());
  }
  return features.count();
}

std::vector<std::size_t> Subject::unit_features(const std::string& unit) const {
  if (const auto found = element_.find(unit); found != element_.end()) return {feature(record.graph.elements[found->second])};
  std::vector<std::size_t> parts;
  const std::string of(after_colon(unit));
  if (unit.starts_with("cable:")) {
    const Network& net = record.network;
    for (std::size_t i = 0; i < net.segments.size(); ++i)
      if (net[net.segments[i].system].id == of) parts.push_back(features.segment(i));
  } else if (const auto group = record.experiment.groups.find(of); unit.starts_with("group:") && group != record.experiment.groups.end()) {
    for (const std::string& member : group->second)
      if (const auto found = element_.find(member); found != element_.end())
        parts.push_back(feature(record.graph.elements[found->second]));
  }
  return parts;
}

std::vector<const Element*> Subject::element_of_feature() const {
  std::vector<const Element*> of(features.count(), nullptr);
  std::vector<std::size_t> elements(features.count());
  for (const Element& element : record.graph.elements) {
    if (element.kind == ElementKind::feed) continue;
    const std::size_t place = feature(element);
    of.at(place) = ++elements[place] == 1 ? &element : nullptr;
  }
  return of;
}

}  // namespace kaitei::report

#include "scenario/places.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "errors.hpp"

namespace kaitei::scenario {
namespace {

using network::ElementKind;
using network::Position;

std::vector<Position> line_of(const network::Element& element, const network::Network& network) {
  switch (element.kind) {
    case ElementKind::segment: {
      const network::Segment& segment = network.segments[element.index];
      if (!segment.line.empty()) return segment.line;
      return {network[segment.from].position, network[segment.to].position};
    }
    case ElementKind::station: return {network.nodes[element.index].position};
    case ElementKind::feed: return {network[feeding_node(element, network)].position};
    case ElementKind::link: break;
  }
  const network::Link& link = network.links[element.index];
  if (link.kind != network::LinkKind::backhaul) return {};
  return {network[link.from].position, network[link.to].position};
}

}  // namespace

network::NodeId feeding_node(const network::Element& feed, const network::Network& network) {
  const network::PowerSection& section = network.power_sections[feed.index];
  return feed.id.ends_with(":b") && section.end_b ? *section.end_b : section.end_a;
}

std::vector<Place> places(const network::Network& network, const network::Graph& graph, const std::string& scenario) {
  std::vector<Place> places;
  for (Literal e = 0; e < graph.elements.size(); ++e) {
    const std::vector<Position> line = line_of(graph.elements[e], network);
    if (!line.empty() && std::ranges::all_of(line, network::is_known)) places.push_back({e, Path(line)});
  }
  if (places.empty())
    throw UsageError(fmt::format("scenario \"{}\" strikes places, and no node of the network has one (its data give no "
                                 "coordinates); use a kind of scenario without geography",
                                 scenario));
  return places;
}

}  // namespace kaitei::scenario

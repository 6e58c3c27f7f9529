#include "network/power_gates.hpp"

namespace kaitei::network {

PowerGates::PowerGates(const Network& network, const LoweringOptions& options, const ElementTable& elements,
                       GateTable& gates)
    : network_(network), options_(options), elements_(elements), gates_(gates),
      memberships_(network.segments.size()) {
  for (std::uint32_t i = 0; i < network.power_sections.size(); ++i) {
    const std::vector<SegmentId>& segments = network.power_sections[i].segments;
    for (std::size_t position = 0; position < segments.size(); ++position) {
      memberships_[segments[position].index()].push_back({PowerSectionId{i}, position});
    }
  }
}

std::vector<Literal> PowerGates::powered(SegmentId segment) {
  std::vector<Literal> literals;
  for (const Membership membership : memberships_[segment.index()]) literals.push_back(powered(membership));
  return literals;
}

Literal PowerGates::powered(Membership membership) {
  const PowerSection& section = network_[membership.section];
  if (!section.single_end_capable.value_or(options_.unknown_single_end_capable)) return whole(membership.section);
  const Literal from_a = reached_from(membership.section, SectionEnd::a, membership.position);
  if (!section.end_b) return from_a;
  return gates_.any_up({from_a, reached_from(membership.section, SectionEnd::b, membership.position)});
}

Literal PowerGates::whole(PowerSectionId id) {
  const PowerSection& section = network_[id];
  std::vector<Literal> inputs{feed(id, SectionEnd::a)};
  if (section.end_b) inputs.push_back(feed(id, SectionEnd::b));
  for (const SegmentId segment : section.segments) inputs.push_back(elements_.segment(segment));
  return gates_.all_up(std::move(inputs));
}

// A chain of gates, each one segment longer than the last, so that the pieces of a section share theirs.
Literal PowerGates::reached_from(PowerSectionId id, SectionEnd end, std::size_t position) {
  const std::vector<SegmentId>& segments = network_[id].segments;
  Literal reached = feed(id, end);
  if (end == SectionEnd::a) {
    for (std::size_t i = 0; i <= position; ++i) reached = gates_.all_up({reached, elements_.segment(segments[i])});
  } else {
    for (std::size_t i = segments.size(); i-- > position;) {
      reached = gates_.all_up({reached, elements_.segment(segments[i])});
    }
  }
  return reached;
}

Literal PowerGates::feed(PowerSectionId id, SectionEnd end) {
  const PowerSection& section = network_[id];
  const NodeId node = end == SectionEnd::a ? section.end_a : *section.end_b;
  std::vector<Literal> inputs{elements_.feed(id, end)};
  if (network_[node].kind == NodeKind::station) inputs.push_back(elements_.station(node, section.system));
  return gates_.all_up(std::move(inputs));
}

}  // namespace kaitei::network

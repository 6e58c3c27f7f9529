#include "network/network.hpp"

#include <algorithm>

namespace kaitei::network {
namespace {

template <class IdType, class Row>
std::optional<IdType> find_in(const std::vector<Row>& rows, std::string_view id) {
  const auto found = std::ranges::find(rows, id, &Row::id);
  if (found == rows.end()) return std::nullopt;
  return IdType{static_cast<std::uint32_t>(found - rows.begin())};
}

}  // namespace

std::optional<NodeId> Network::find_node(std::string_view id) const { return find_in<NodeId>(nodes, id); }
std::optional<SystemId> Network::find_system(std::string_view id) const { return find_in<SystemId>(systems, id); }
std::optional<SegmentId> Network::find_segment(std::string_view id) const { return find_in<SegmentId>(segments, id); }

const TerminalSet* Network::find_terminal_set(std::string_view set_name) const {
  const auto found = std::ranges::find(terminal_sets, set_name, &TerminalSet::name);
  return found == terminal_sets.end() ? nullptr : &*found;
}

std::string_view to_string(NodeKind kind) {
  switch (kind) {
    case NodeKind::station: return "station";
    case NodeKind::city: return "city";
    case NodeKind::exchange: return "exchange";
    case NodeKind::branching_unit: return "branching_unit";
    case NodeKind::gateway: return "gateway";
  }
  return "";
}

std::string_view to_string(Site site) { return site == Site::station ? "station" : "town"; }

std::string_view to_string(Status status) {
  switch (status) {
    case Status::in_service: return "in_service";
    case Status::planned: return "planned";
    case Status::retired: return "retired";
  }
  return "";
}

std::string_view to_string(SegmentRole role) { return role == SegmentRole::trunk ? "trunk" : "branch"; }

std::string_view to_string(LinkKind kind) {
  switch (kind) {
    case LinkKind::backhaul: return "backhaul";
    case LinkKind::microwave: return "microwave";
    case LinkKind::satellite: return "satellite";
  }
  return "";
}

std::string_view to_string(RoutePlan plan) {
  switch (plan) {
    case RoutePlan::published: return "published";
    case RoutePlan::inferred: return "inferred";
    case RoutePlan::all_pairs: return "all-pairs";
    case RoutePlan::trunk_only: return "trunk-only";
  }
  return "";
}

std::string_view to_string(RouteBound bound) { return bound == RouteBound::all_pairs ? "all-pairs" : "trunk-only"; }

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::a: return "A";
    case Confidence::b: return "B";
    case Confidence::c: return "C";
    case Confidence::unsourced: return "U";
  }
  return "";
}

}  // namespace kaitei::network

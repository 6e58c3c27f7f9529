// The cable network as described by its data: what exists, where it lands, what can be cut.
// Nothing here fails yet; network/lower.hpp turns a Network into the elements and edges that percolation sees.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "network/ids.hpp"

namespace kaitei::network {

// Evidence for a row: A official or peer-reviewed, B reputable press, C weak or inferred, U unsourced assumption.
enum class Confidence { a, b, c, unsourced };

enum class NodeKind { station, city, exchange, branching_unit, gateway };
// What a node of kind station stands for: one landing station, or a town whose station or stations are not known.
enum class Site { station, town };
enum class Status { in_service, planned, retired };
enum class SegmentRole { trunk, branch };
enum class LinkKind { backhaul, microwave, satellite };
// How a fibre route is known: from a published pair plan, argued from public facts, or one of the two named bounds.
enum class RoutePlan { published, inferred, all_pairs, trunk_only };
// Bound used where no pair plan is known. all_pairs: every pair of stations of a system that branching units alone
// connect has a route (upper bound on connectivity). trunk_only: only pairs with a trunk end in them (lower bound).
enum class RouteBound { all_pairs, trunk_only };
// Bound used for the systems that land at a town. shared: all in one station; separate: each in a station of its own.
enum class UnknownStations { shared, separate };

struct Position {
  double longitude = 0;  // degrees east, WGS84, in (-180, 180]
  double latitude = 0;   // degrees north, WGS84
};

// Where a node of a graph without coordinates lies: nowhere known.
inline constexpr Position unknown_position{std::numeric_limits<double>::quiet_NaN(),
                                           std::numeric_limits<double>::quiet_NaN()};
inline bool is_known(const Position& position) { return position.longitude == position.longitude; }

struct Evidence {
  std::string source;
  Confidence confidence = Confidence::unsourced;
};

// What a node stands for when an outcome is weighted: the people whose service ends there, and what they ask for.
struct Weight {
  std::optional<std::int64_t> population;
  std::string year;                   // of the population; empty when unknown
  std::optional<double> demand_tbps;  // at the busy hour
  Evidence evidence;
};

struct Node {
  std::string id, name, name_local, name_zh, name_ja;  // in English, as the place is called there, in Chinese, in Japanese
  NodeKind kind = NodeKind::station;
  Site site = Site::station;  // stations only
  std::string country;  // English name; empty for a branching unit
  Position position;
  bool switchable = false;  // branching units only: may join routes
  std::optional<Weight> weight;
  Evidence evidence;
};

struct System {
  std::string id, name;
  std::vector<std::string> aliases, owners, landing_parties, suppliers;
  Status status = Status::in_service;
  std::string ready_for_service, retired;  // ISO 8601, possibly partial ("2016", "2016-06"); empty when unknown
  std::optional<double> length_km, design_tbps, lit_tbps, spare_tbps, repeater_spacing_km;
  std::optional<int> fibre_pairs;
  Evidence evidence;
};

struct Segment {
  std::string id;
  SystemId system;
  NodeId from, to;
  SegmentRole role = SegmentRole::trunk;
  double length_km = 0;        // stated or scaled to the system's stated one where known, else along the drawn line
  bool length_stated = false;
  std::optional<int> fibre_pairs;
  // Shares of the length in water shallower than 200 m, 200-1000 m, deeper than 1000 m; they sum to 1.
  std::optional<std::array<double, 3>> depth_shares;
  std::optional<bool> repeatered;
  std::vector<Position> line;  // from -> to
  Evidence evidence;
};

struct Route {
  std::string id;
  SystemId system;
  NodeId from, to;  // stations
  std::vector<SegmentId> segments;  // in order from -> to
  std::optional<int> fibre_pairs;
  std::optional<double> capacity_tbps;
  RoutePlan plan = RoutePlan::published;
  Evidence evidence;
};

struct PowerSection {
  std::string id;
  SystemId system;
  std::vector<SegmentId> segments;  // in order end_a -> end_b
  NodeId end_a;
  std::optional<NodeId> end_b;             // absent: fed from end_a alone
  std::optional<bool> single_end_capable;  // absent: unknown
  Evidence evidence;
};

struct Link {
  std::string id;
  LinkKind kind = LinkKind::backhaul;
  NodeId from, to;
  std::optional<double> length_km, capacity_tbps;
  std::optional<double> failure_probability;  // as published; absent: the experiment's rates decide
  std::string ready_for_service, retired;     // as of a system
  Evidence evidence;
};

struct TerminalSet {
  std::string name;
  std::vector<NodeId> nodes;
};

struct Network {
  std::string name, version, licence;
  std::string attribution;  // whom to name for the data; empty if they do not say
  std::vector<Node> nodes;
  std::vector<System> systems;
  std::vector<Segment> segments;
  std::vector<Route> routes;  // as stated by the data; build_routes() adds the bounds
  std::vector<PowerSection> power_sections;
  std::vector<Link> links;
  std::vector<TerminalSet> terminal_sets;

  const Node& operator[](NodeId id) const { return nodes[id.index()]; }
  const System& operator[](SystemId id) const { return systems[id.index()]; }
  const Segment& operator[](SegmentId id) const { return segments[id.index()]; }
  const Route& operator[](RouteId id) const { return routes[id.index()]; }
  const PowerSection& operator[](PowerSectionId id) const { return power_sections[id.index()]; }
  const Link& operator[](LinkId id) const { return links[id.index()]; }

  std::optional<NodeId> find_node(std::string_view id) const;
  std::optional<SystemId> find_system(std::string_view id) const;
  std::optional<SegmentId> find_segment(std::string_view id) const;
  const TerminalSet* find_terminal_set(std::string_view name) const;
};

std::string_view to_string(NodeKind);
std::string_view to_string(Site);
std::string_view to_string(Status);
std::string_view to_string(SegmentRole);
std::string_view to_string(LinkKind);
std::string_view to_string(RoutePlan);
std::string_view to_string(RouteBound);
std::string_view to_string(Confidence);

}  // namespace kaitei::network

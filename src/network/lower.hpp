// From the network's description to what percolation sees: elements that can fail, nodes, and edges with the gates
// that say when they are down (segments cut, power lost, stations out). Independent of any probability.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernels/model.hpp"
#include "network/capacity_prior.hpp"
#include "network/network.hpp"

namespace kaitei::network {

enum class ElementKind : std::uint8_t { segment, station, feed, link };
std::string_view to_string(ElementKind);

// Something that fails on its own. `id` is "segment:apg-s1": the kind, a colon, and the stable id of the data; the station
// that a system has to itself in a town is "station:<node>@<system>".
struct Element {
  std::string id;
  ElementKind kind = ElementKind::segment;
  std::uint32_t index = 0;  // of the segment, node, power section or link it stands for
};

// A fibre route (submarine) or a backhaul, microwave or satellite link (terrestrial).
struct GraphEdge {
  std::string id;
  NodeId from, to;
  Literal failed = 0;
  std::optional<SystemId> system;         // absent: a link
  std::optional<double> capacity_tbps;
  std::optional<LinkKind> link = std::nullopt;  // absent: a fibre route
  std::optional<std::uint32_t> capacity_prior = std::nullopt;  // of the options, that the capacity is assumed by
};

struct Graph {
  std::vector<Element> elements;
  std::vector<Gate> gates;
  std::vector<Literal> node_failed;       // one per Network node
  std::vector<GraphEdge> edges;
};

struct LoweringOptions {
  RouteBound routes = RouteBound::all_pairs;
  bool unknown_single_end_capable = true;
  UnknownStations unknown_stations = UnknownStations::shared;
  std::vector<CapacityPrior> capacity_priors;
};

// A route is down if one of its segments or an end station is, or if the power it needs is. A node is down with its
// station, and its links with it; a town of several stations with the last of them. A section fed from both ends loses
// all its routes with one feed or one break, unless it can be fed from a single end: then each piece lives that an
// intact stretch joins to a live feed.
Graph lower(const Network&, const LoweringOptions&);

// Routes of every system: those the data state, else the named bound. Throws DataError if a system's drawn graph
// has too many paths to list.
std::vector<Route> build_routes(const Network&, RouteBound);

}  // namespace kaitei::network

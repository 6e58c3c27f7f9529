// The facts of a network that a reader wants first: what is in it, how well known it is, and what hangs together.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "network/lower.hpp"

namespace kaitei::network {

struct SystemSummary {
  SystemId id;
  std::size_t stations = 0, segments = 0, stated_lengths = 0;  // segments whose length the data state
  double length_km = 0;                                        // sum over segments
};

struct BoundSummary {
  RouteBound bound = RouteBound::all_pairs;
  std::map<std::string, std::size_t> routes_by_plan;  // plan -> routes
  std::size_t routes = 0, capacity_known = 0, gates = 0, edges = 0;
};

struct Summary {
  std::vector<SystemSummary> systems;                           // as in the network
  std::map<std::string, std::size_t> nodes_by_kind, elements_by_kind, links_by_kind;
  std::map<std::string, std::map<std::string, std::size_t>> evidence;  // layer -> confidence -> rows
  std::vector<BoundSummary> bounds;
  double length_km = 0;
  std::size_t links_with_capacity = 0, sections_of_unknown_feeding = 0;
  std::int64_t people = 0;                            // at all nodes
  std::map<std::string, std::int64_t> people_by_set;  // terminal sets with a node whose population is known
  // Node ids joined by all-pairs routes and links with nothing failed, largest component first. Branching units that
  // are no switch are left out.
  std::vector<std::vector<std::string>> components;
};

Summary summarise(const Network&);

}  // namespace kaitei::network

// Where the elements of a network lie: what a geographic hazard can reach.
#pragma once

#include <vector>

#include "network/lower.hpp"
#include "network/network.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {

struct Place {
  Literal element;
  Path path;
};

// Where a power feed stands.
network::NodeId feeding_node(const network::Element& feed, const network::Network&);

// Segments along their drawn lines, backhaul along the arc between its ends, stations and power feeds at their points.
// What has no position is left out, and so are microwave and satellite links: nothing strikes them between their stations.
// Throws UsageError, naming the scenario, if nothing has a position.
std::vector<Place> places(const network::Network&, const network::Graph&, const std::string& scenario);

}  // namespace kaitei::scenario

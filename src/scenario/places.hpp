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

// Segments along their drawn lines, links along the arc between their ends, stations and power feeds at their points.
// What has no position is left out; throws UsageError, naming the scenario, if nothing has one.
std::vector<Place> places(const network::Network&, const network::Graph&, const std::string& scenario);

}  // namespace kaitei::scenario

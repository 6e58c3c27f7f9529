// Strips of sea along lines: what is struck as a zone, or lost as a unit.
#pragma once

#include <string>
#include <vector>

#include "scenario/places.hpp"

namespace kaitei::scenario {

struct Corridor {
  std::string id;  // of the layer's column `id`, or the number of its row
  double weight = 1;
  std::vector<Literal> touched;  // what comes within half of width_km of its lines, in the order of the places
};

// Those of the scenario's layer, or the one from its one end to the other. Throws DataError as read_line_features does, and
// UsageError for ends that are opposite to each other.
std::vector<Corridor> corridors(const experiment::Scenario&, const std::vector<Place>&);

}  // namespace kaitei::scenario

// What it costs an attacker to take an element down.
#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"

namespace kaitei::scenario {

// [element], in thousandths of the experiment's unit of cost, at least 1. A segment costs what the cheapest of the depth
// classes that it crosses costs, at the point of its line where distance and guards make it cheapest: where along the line
// which depth lies is not known, so this may be too low. Throws UsageError if distance or guarded waters matter and an
// element has no position.
std::vector<std::uint64_t> prices(const experiment::Scenario&, const experiment::Experiment&, const network::Network&,
                                  const network::Graph&);

}  // namespace kaitei::scenario

// What a scenario takes down as one: segments, whole cables, stations, feeds, links, or the experiment's own groups.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"

namespace kaitei::scenario {

struct Unit {
  std::string id;  // the element's own id, "cable:<system>" or "group:<name>"
  experiment::UnitKind kind = experiment::UnitKind::segments;
  std::vector<Literal> elements;
};

// In the order of the kinds asked for, within a kind that of the ids. A cable is all segments of its system.
std::vector<Unit> units(const std::vector<experiment::UnitKind>&, const experiment::Experiment&, const network::Network&,
                        const network::Graph&);

}  // namespace kaitei::scenario

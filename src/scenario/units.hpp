// What a scenario takes down as one: segments, whole cables, stations, feeds, links, the experiment's own groups, or all
// along a corridor.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"

namespace kaitei::scenario {

struct Unit {
  std::string id;  // the element's own id, "cable:<system>", "group:<name>" or "corridor:<id>"
  experiment::UnitKind kind = experiment::UnitKind::segments;
  std::vector<Literal> elements;
};

// In the order of the kinds asked for, within a kind that of the ids. A cable is all segments of its system. Corridors are
// those of the scenario; one that touches nothing is left out. Throws UsageError for a group of unknown elements and for two
// corridors of one id, and what corridors() throws.
std::vector<Unit> units(const std::vector<experiment::UnitKind>&, const experiment::Scenario&, const experiment::Experiment&,
                        const network::Network&, const network::Graph&);

}  // namespace kaitei::scenario

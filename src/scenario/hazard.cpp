#include "scenario/hazard.hpp"

#include <stdexcept>

#include "scenario/anchor_drag.hpp"
#include "scenario/disc.hpp"
#include "scenario/intensity.hpp"
#include "scenario/zones.hpp"

namespace kaitei::scenario {

std::unique_ptr<Hazard> make_hazard(const experiment::Scenario& scenario, const experiment::Experiment&,
                                    const network::Network& network, const network::Graph& graph) {
  switch (scenario.kind) {
    case experiment::ScenarioKind::disc: return std::make_unique<DiscHazard>(scenario, network, graph);
    case experiment::ScenarioKind::anchor_drag: return std::make_unique<AnchorDragHazard>(scenario, network, graph);
    case experiment::ScenarioKind::corridor:
    case experiment::ScenarioKind::polygon: return std::make_unique<ZoneHazard>(scenario, network, graph);
    case experiment::ScenarioKind::raster: return std::make_unique<IntensityHazard>(scenario, network, graph);
    case experiment::ScenarioKind::n_minus_k:
    case experiment::ScenarioKind::worst_disc: break;
  }
  throw std::logic_error("not a kind of scenario that draws its events");
}

}  // namespace kaitei::scenario

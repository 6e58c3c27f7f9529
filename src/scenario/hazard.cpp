#include "scenario/hazard.hpp"

#include <stdexcept>

#include "scenario/anchor_drag.hpp"
#include "scenario/blackout.hpp"
#include "scenario/common_cause.hpp"
#include "scenario/composed.hpp"
#include "scenario/copula.hpp"
#include "scenario/deterrence.hpp"
#include "scenario/disc.hpp"
#include "scenario/earthquake.hpp"
#include "scenario/hazard_files.hpp"
#include "scenario/intensity.hpp"
#include "scenario/zones.hpp"

namespace kaitei::scenario {

void TimedHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  std::vector<Loss> losses;
  strike_in_time(draws, losses);
  for (const Loss& loss : losses) failed.push_back(loss.element);
}

std::unique_ptr<Hazard> make_hazard(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                                    const network::Network& network, const network::Graph& graph, HazardFiles& files) {
  using K = experiment::ScenarioKind;
  switch (scenario.kind) {
    case K::disc: return std::make_unique<DiscHazard>(scenario, network, graph, files.centres(scenario).get());
    case K::common_cause: return std::make_unique<CommonCauseHazard>(scenario, experiment, network, graph);
    case K::copula: return std::make_unique<CopulaHazard>(scenario, experiment, network, graph);
    case K::blackout: return std::make_unique<BlackoutHazard>(scenario, network, graph);
    case K::deterrence: return std::make_unique<DeterrenceHazard>(scenario, experiment, network, graph);
    case K::mixture:
    case K::together: return std::make_unique<ComposedHazard>(scenario, experiment, network, graph, files);
    case K::anchor_drag: return std::make_unique<AnchorDragHazard>(scenario, network, graph, files);
    case K::corridor:
    case K::polygon: return std::make_unique<ZoneHazard>(scenario, network, graph);
    case K::raster: return std::make_unique<IntensityHazard>(scenario, network, graph, *files.intensities(scenario));
    case K::earthquake: return std::make_unique<EarthquakeHazard>(scenario, network, graph);
    case K::turbidity_current: return std::make_unique<TurbidityCurrentHazard>(scenario, network, graph);
    case K::n_minus_k:
    case K::worst_disc:
    case K::attack_sequence:
    case K::attacker: break;
  }
  throw std::logic_error("not a kind of scenario that draws its events");
}

}  // namespace kaitei::scenario

#include "scenario/hazard.hpp"

#include <stdexcept>

#include "scenario/disc.hpp"

namespace kaitei::scenario {

std::unique_ptr<Hazard> make_hazard(const experiment::Scenario& scenario, const experiment::Experiment&,
                                    const network::Network& network, const network::Graph& graph) {
  switch (scenario.kind) {
    case experiment::ScenarioKind::disc: return std::make_unique<DiscHazard>(scenario, network, graph);
    case experiment::ScenarioKind::n_minus_k: break;
  }
  throw std::logic_error("not a kind of scenario that draws its events");
}

}  // namespace kaitei::scenario

#include "engine/scenarios.hpp"

#include <fmt/format.h>

#include "engine/n_minus_k.hpp"
#include "errors.hpp"

namespace kaitei::engine {

void check_scenarios(const experiment::Experiment& experiment, const network::Network& network) {
  if (experiment.scenarios.empty()) return;
  const network::Graph graph = network::lower(network, lowering_options(experiment));
  for (const experiment::Scenario& scenario : experiment.scenarios)
    switch (scenario.kind) {
      case experiment::ScenarioKind::n_minus_k: choose_units(scenario, experiment, network, graph); break;
    }
}

std::vector<ScenarioRecord> run_scenarios(const experiment::Experiment& experiment, const network::Network& network,
                                          const network::Graph& graph, const Questions& questions,
                                          const ScenarioControls& controls) {
  std::vector<ScenarioRecord> records;
  for (const experiment::Scenario& scenario : experiment.scenarios) try {
      ScenarioRecord record{scenario.name, scenario.kind, {}};
      switch (scenario.kind) {
        case experiment::ScenarioKind::n_minus_k:
          record.n_minus_k = n_minus_k(scenario, choose_units(scenario, experiment, network, graph), questions, controls);
          break;
      }
      records.push_back(std::move(record));
    } catch (const Stopped&) {
      throw RunError(fmt::format("stopped in scenario \"{}\" (nothing was written); run again to start over",
                                 scenario.name));
    }
  return records;
}

}  // namespace kaitei::engine

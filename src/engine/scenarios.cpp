#include "engine/scenarios.hpp"

#include "engine/attack_sequence.hpp"
#include "engine/attacker.hpp"
#include "engine/n_minus_k.hpp"
#include "engine/sampled.hpp"
#include "engine/worst_disc.hpp"
#include "errors.hpp"
#include "experiment/lowering_options.hpp"
#include "scenario/hazard.hpp"
#include "scenario/prices.hpp"

namespace kaitei::engine {

namespace {

void check_scenario(const experiment::Experiment& experiment, std::size_t row, const network::Network& network,
                    const network::Graph& graph, scenario::HazardFiles& files) {
  const experiment::Scenario& scenario = experiment.scenarios[row];
  if (experiment::is_sampled(scenario.kind))
    for (const experiment::Scenario& point : experiment::sweep_points(experiment, row))
      scenario::make_hazard(point, experiment, network, graph, files);
  else if (scenario.kind == experiment::ScenarioKind::worst_disc) check_worst_disc(scenario, network, graph);
  else if (scenario.kind == experiment::ScenarioKind::n_minus_k) choose_units(scenario, experiment, network, graph);
  else attacked_units(scenario, experiment, network, graph);
  if (scenario.kind == experiment::ScenarioKind::attacker) scenario::prices(scenario, experiment, network, graph);
}

}  // namespace

void check_scenarios(const experiment::Experiment& experiment, const network::Network& network,
                     const experiment::Positions& positions, scenario::HazardFiles& files) {
  if (experiment.scenarios.empty()) return;
  const network::Graph graph = network::lower(network, experiment::lowering_options(experiment));
  for (std::size_t row = 0; row < experiment.scenarios.size(); ++row) {
    const auto where = [&] { return positions.of("scenario[" + std::to_string(row) + "]") + ": "; };
    try {
      check_scenario(experiment, row, network, graph, files);
    } catch (const UsageError& error) {
      throw UsageError(where() + error.what());
    } catch (const DataError& error) {  // a layer or raster that it names
      throw DataError(where() + error.what());
    }
  }
}

ScenarioRecord run_scenario(const experiment::Experiment& experiment, std::size_t row, const network::Network& network,
                            const network::Graph& graph, const Questions& questions, const ScenarioControls& controls) {
  const experiment::Scenario& scenario = experiment.scenarios[row];
  ScenarioRecord record{scenario.name, scenario.kind};
  if (experiment::is_sampled(scenario.kind))
    record.answer = sample_scenario(experiment, row, network, graph, questions, controls);
  else if (!controls.ranks.first())
    return record;
  else if (scenario.kind == experiment::ScenarioKind::worst_disc)
    record.answer = worst_disc(experiment, row, network, graph, questions, controls);
  else if (scenario.kind == experiment::ScenarioKind::attack_sequence)
    record.answer = attack_sequence(scenario, experiment, network, graph, questions, controls);
  else if (scenario.kind == experiment::ScenarioKind::attacker)
    record.answer = attacker(scenario, experiment, network, graph, questions, controls);
  else
    record.answer = n_minus_k(scenario, choose_units(scenario, experiment, network, graph), questions, controls);
  return record;
}

std::vector<ScenarioRecord> run_scenarios(const experiment::Experiment& experiment, const network::Network& network,
                                          const network::Graph& graph, const Questions& questions,
                                          const ScenarioControls& controls) {
  Ranks& ranks = controls.ranks;
  std::vector<ScenarioRecord> records(controls.earlier.begin(), controls.earlier.end());
  for (std::size_t row = ranks.from_first(records.size()); row < experiment.scenarios.size(); ++row) {
    ScenarioRecord record;
    bool stopped = false;
    try {
      record = run_scenario(experiment, row, network, graph, questions, controls);
    } catch (const Stopped&) {
      stopped = true;
    }
    if (ranks.any(stopped)) return records;
    records.push_back(std::move(record));
    if (ranks.first() && controls.finished) controls.finished(records);
  }
  return records;
}

}  // namespace kaitei::engine

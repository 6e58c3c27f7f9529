// Runs the scenarios of an experiment, each by its kind.
#pragma once

#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/questions.hpp"
#include "engine/ranks.hpp"
#include "engine/scenario_record.hpp"
#include "experiment/experiment.hpp"
#include "experiment/positions.hpp"
#include "kernels/backend.hpp"
#include "kernels/cuts.hpp"
#include "network/lower.hpp"
#include "scenario/hazard_files.hpp"

namespace kaitei::engine {

struct ScenarioControls {
  const Backend& backend;
  std::function<void(const std::string&)> say;  // a line before each piece of work: how much it is; may be empty
  const std::atomic<bool>* stop = nullptr;      // set: leave off, with what is finished
  TrialRange range;                             // trials of the scenarios that draw their events
  std::span<const ScenarioRecord> earlier;      // the first ones, finished by an earlier start
  std::function<void(const std::vector<ScenarioRecord>&)> finished;  // after each, on the first rank: those so far; may be empty
  Ranks& ranks;
  scenario::HazardFiles* files = nullptr;  // what earlier hazards read; null: each scenario reads its own

  // Throws Stopped when asked to stop.
  void heed_stop() const {
    if (stop != nullptr && stop->load()) throw Stopped{};
  }
};

// Throws UsageError, with the scenario's line if that is known, for one that the network cannot mean: more units to lose than
// there are, say; DataError likewise for a layer or raster that it names.
void check_scenarios(const experiment::Experiment&, const network::Network&, const experiment::Positions&, scenario::HazardFiles&);

// Scenario number `row`. Collective: the ranks share the trials of one that draws its events; any other kind is the first
// rank's, and so is the answer. Throws Stopped when asked to stop.
ScenarioRecord run_scenario(const experiment::Experiment&, std::size_t row, const network::Network&, const network::Graph&,
                            const Questions&, const ScenarioControls&);

// All, in the order of the experiment. Asked to stop, returns those that were finished. Collective, as run_scenario().
std::vector<ScenarioRecord> run_scenarios(const experiment::Experiment&, const network::Network&, const network::Graph&,
                                          const Questions&, const ScenarioControls&);

}  // namespace kaitei::engine

#include "scenario/composed.hpp"

#include <algorithm>

#include "errors.hpp"

namespace kaitei::scenario {

ComposedHazard::ComposedHazard(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                               const network::Network& network, const network::Graph& graph, HazardFiles& files)
    : one_a_trial_(scenario.kind == experiment::ScenarioKind::mixture) {
  double all = 0, sum = 0;
  for (const auto& [name, weight] : scenario.weights) all += weight;
  const auto add = [&](const std::string& name, double weight) {
    const auto part = std::ranges::find(experiment.scenarios, name, &experiment::Scenario::name);
    if (part == experiment.scenarios.end())
      throw UsageError("scenario \"" + scenario.name + "\" is made of \"" + name + "\" (there is none of that name); name another");
    auto hazard = make_hazard(*part, experiment, network, graph, files);
    FailureSets sets(*hazard, graph, *part, experiment.run.seed);
    sum += weight;
    parts_.push_back({std::move(hazard), std::move(sets), one_a_trial_ ? sum / all : 1});
  };
  for (const auto& [name, weight] : scenario.weights) add(name, weight);
  for (const std::string& name : scenario.of) add(name, 0);
  parts_.back().up_to = 1;
}

void ComposedHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  std::vector<Literal> taken;
  const auto take = [&](const Part& part) {
    part.sets.struck(draws.trial(), taken);
    failed.insert(failed.end(), taken.begin(), taken.end());
  };
  if (!one_a_trial_) {
    std::ranges::for_each(parts_, take);
    return;
  }
  const double u = draws.uniform();
  take(*std::ranges::find_if(parts_, [&](const Part& part) { return u < part.up_to; }));
}

}  // namespace kaitei::scenario

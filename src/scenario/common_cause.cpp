#include "scenario/common_cause.hpp"

#include <cmath>
#include <map>

#include "errors.hpp"
#include "scenario/units.hpp"

namespace kaitei::scenario {

CommonCauseHazard::CommonCauseHazard(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                                     const network::Network& network, const network::Graph& graph) {
  using experiment::UnitKind;
  std::map<std::string, std::vector<Literal>> sets;
  for (Unit& unit : units({UnitKind::segments, UnitKind::cables, UnitKind::stations, UnitKind::feeds, UnitKind::links,
                           UnitKind::groups}, scenario, experiment, network, graph))
    sets[unit.id] = std::move(unit.elements);
  const auto add = [&](const std::string& stream, const std::string& name, double probability) {
    if (!sets.contains(name))
      throw UsageError("scenario \"" + scenario.name + "\" has a shock on \"" + name +
                       "\" (the network has no such set); name \"group:<name>\", \"cable:<system>\" or an element");
    shocks_.add(stream + name, probability, sets.at(name));
  };
  const experiment::CommonCause& cause = scenario.common_cause;
  for (const auto& [name, probability] : cause.shocks) add("shock:", name, probability);
  for (const auto& [name, rate] : cause.shocks_per_year)
    add("shock-rate:", name, -std::expm1(-rate * cause.shock_days / 365.25));
}

}  // namespace kaitei::scenario

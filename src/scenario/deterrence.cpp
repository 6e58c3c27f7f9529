#include "scenario/deterrence.hpp"

#include <algorithm>

#include "scenario/units.hpp"

namespace kaitei::scenario {

bool is_deterred(const network::System& system, const experiment::Deterrence& settings) {
  const auto named = [](const std::vector<std::string>& list, const std::string& name) {
    return std::ranges::find(list, name) != list.end();
  };
  return named(settings.deterring_systems, system.id) ||
         std::ranges::any_of(system.owners, [&](const auto& owner) { return named(settings.deterring_owners, owner); });
}

DeterrenceHazard::DeterrenceHazard(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                                   const network::Network& network, const network::Graph& graph) {
  const experiment::Deterrence& settings = scenario.deterrence;
  const auto deterred = [&](Literal e) {
    const network::Element& element = graph.elements[e];
    if (element.kind == network::ElementKind::segment)
      return is_deterred(network[network.segments[element.index].system], settings);
    return element.kind == network::ElementKind::feed &&
           is_deterred(network[network.power_sections[element.index].system], settings);
  };
  for (Unit& unit : units(scenario.units, scenario, experiment, network, graph)) {
    // A group is deterred if all of it is.
    const double factor = std::ranges::all_of(unit.elements, deterred) ? settings.deterrence_factor : 1;
    attacks_.add("attack:" + unit.id, settings.attack_probability * factor, std::move(unit.elements));
  }
}

}  // namespace kaitei::scenario

#include "scenario/units.hpp"

#include <map>
#include <optional>

#include "errors.hpp"
#include "scenario/corridors.hpp"

namespace kaitei::scenario {
namespace {

using experiment::UnitKind;
using network::ElementKind;

std::optional<ElementKind> single_element(UnitKind kind) {
  switch (kind) {
    case UnitKind::segments: return ElementKind::segment;
    case UnitKind::stations: return ElementKind::station;
    case UnitKind::feeds: return ElementKind::feed;
    case UnitKind::links: return ElementKind::link;
    case UnitKind::cables:
    case UnitKind::groups:
    case UnitKind::corridors: break;
  }
  return std::nullopt;
}

using Sets = std::map<std::string, std::vector<Literal>>;

Sets cables(const network::Network& network, const network::Graph& graph) {
  Sets cables;
  for (Literal e = 0; e < graph.elements.size(); ++e)
    if (graph.elements[e].kind == ElementKind::segment)
      cables["cable:" + network[network.segments[graph.elements[e].index].system].id].push_back(e);
  return cables;
}

Sets groups(const experiment::Experiment& experiment, const network::Graph& graph) {
  std::map<std::string, Literal> known;
  for (Literal e = 0; e < graph.elements.size(); ++e) known[graph.elements[e].id] = e;
  Sets groups;
  for (const auto& [name, members] : experiment.groups)
    for (const std::string& member : members) {
      if (!known.contains(member))
        throw UsageError("groups." + name + " names \"" + member + "\" (the network has no such element); `kaitei "
                         "inspect --json` lists them");
      groups["group:" + name].push_back(known[member]);
    }
  return groups;
}

Sets along_corridors(const experiment::Scenario& scenario, const network::Network& network, const network::Graph& graph) {
  Sets sets;
  for (Corridor& corridor : corridors(scenario, places(network, graph, scenario.name)))
    if (!corridor.touched.empty() && !sets.emplace("corridor:" + corridor.id, std::move(corridor.touched)).second)
      throw UsageError("scenario \"" + scenario.name + "\" has two corridors \"" + corridor.id +
                       "\" (results could not tell them apart); give each row of the layer an id of its own");
  return sets;
}

}  // namespace

std::vector<Unit> units(const std::vector<UnitKind>& kinds, const experiment::Scenario& scenario,
                        const experiment::Experiment& experiment, const network::Network& network,
                        const network::Graph& graph) {
  std::vector<Unit> units;
  for (const UnitKind kind : kinds) {
    if (const auto element_kind = single_element(kind)) {
      for (Literal e = 0; e < graph.elements.size(); ++e)
        if (graph.elements[e].kind == *element_kind) units.push_back({graph.elements[e].id, kind, {e}});
      continue;
    }
    const Sets sets = kind == UnitKind::cables   ? cables(network, graph)
                      : kind == UnitKind::groups ? groups(experiment, graph)
                                                 : along_corridors(scenario, network, graph);
    for (const auto& [id, elements] : sets) units.push_back({id, kind, elements});
  }
  return units;
}

}  // namespace kaitei::scenario

#include "scenario/units.hpp"

#include <map>
#include <optional>

#include "errors.hpp"

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
    case UnitKind::groups: break;
  }
  return std::nullopt;
}

std::map<std::string, std::vector<Literal>> cables(const network::Network& network, const network::Graph& graph) {
  std::map<std::string, std::vector<Literal>> cables;
  for (Literal e = 0; e < graph.elements.size(); ++e)
    if (graph.elements[e].kind == ElementKind::segment)
      cables["cable:" + network[network.segments[graph.elements[e].index].system].id].push_back(e);
  return cables;
}

std::map<std::string, std::vector<Literal>> groups(const experiment::Experiment& experiment,
                                                   const network::Graph& graph) {
  std::map<std::string, Literal> known;
  for (Literal e = 0; e < graph.elements.size(); ++e) known[graph.elements[e].id] = e;
  std::map<std::string, std::vector<Literal>> groups;
  for (const auto& [name, members] : experiment.groups)
    for (const std::string& member : members) {
      if (!known.contains(member))
        throw UsageError("groups." + name + " names \"" + member + "\" (the network has no such element); `kaitei "
                         "inspect --json` lists them");
      groups["group:" + name].push_back(known[member]);
    }
  return groups;
}

}  // namespace

std::vector<Unit> units(const std::vector<UnitKind>& kinds, const experiment::Experiment& experiment,
                        const network::Network& network, const network::Graph& graph) {
  std::vector<Unit> units;
  for (const UnitKind kind : kinds) {
    if (const auto element_kind = single_element(kind)) {
      for (Literal e = 0; e < graph.elements.size(); ++e)
        if (graph.elements[e].kind == *element_kind) units.push_back({graph.elements[e].id, kind, {e}});
      continue;
    }
    const auto sets = kind == UnitKind::cables ? cables(network, graph) : groups(experiment, graph);
    for (const auto& [id, elements] : sets) units.push_back({id, kind, elements});
  }
  return units;
}

}  // namespace kaitei::scenario

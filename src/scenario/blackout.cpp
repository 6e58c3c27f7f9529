#include "scenario/blackout.hpp"

#include <algorithm>
#include <optional>

#include "errors.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {

BlackoutHazard::BlackoutHazard(const experiment::Scenario& scenario, const network::Network& network,
                               const network::Graph& graph)
    : happens_(scenario.blackout.probability) {
  const experiment::Blackout& blackout = scenario.blackout;
  const auto in_region = [&](network::NodeId id) {
    if (blackout.stations.empty()) return holds(scenario.box, network[id].position);
    return std::ranges::find(blackout.stations, network[id].id) != blackout.stations.end();
  };
  bool any = false;
  for (Literal e = 0; e < graph.elements.size(); ++e) {
    const network::Element& element = graph.elements[e];
    std::optional<network::NodeId> at;
    if (element.kind == network::ElementKind::station) at = network::NodeId{element.index};
    if (element.kind == network::ElementKind::feed) at = feeding_node(element, network);
    if (!at || !in_region(*at)) continue;
    any = true;
    losses_.add(element.id, element.kind == network::ElementKind::station ? blackout.station_loss : blackout.feed_loss, {e});
  }
  if (!any)
    throw UsageError("scenario \"" + scenario.name + "\" strikes a region without a landing station or power feed (nothing "
                     "could be lost); widen west, east, south and north, or name stations");
}

void BlackoutHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  if (happens_.happens(draws)) losses_.strike(draws, failed);
}

}  // namespace kaitei::scenario

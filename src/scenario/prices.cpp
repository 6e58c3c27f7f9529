#include "scenario/prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "errors.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {
namespace {

using experiment::AttackerSettings;

double segment_cost(const network::Segment& segment, const AttackerSettings& settings, experiment::DepthClass unknown_depth) {
  const double costs[] = {settings.cost_shallow, settings.cost_slope, settings.cost_deep};
  if (!segment.depth_shares) return costs[static_cast<std::size_t>(unknown_depth)];
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t depth = 0; depth < 3; ++depth)
    if ((*segment.depth_shares)[depth] > 0) least = std::min(least, costs[depth]);
  return least;
}

}  // namespace

std::vector<std::uint64_t> prices(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                                  const network::Network& network, const network::Graph& graph) {
  const AttackerSettings& settings = scenario.attacker;
  const bool by_place = settings.distance_doubling_km > 0 || settings.guarded_factor > 1;
  std::vector<double> factors(graph.elements.size(), by_place ? 0 : 1);
  if (by_place) {
    const Vec3 home = unit_vector({settings.home_longitude, settings.home_latitude});
    const auto factor_of = [&](const Path& path) {
      double least = std::numeric_limits<double>::infinity();
      for (const Vec3 point : path.points()) {
        const double away = settings.distance_doubling_km > 0 ? distance_km(home, point) / settings.distance_doubling_km : 0;
        const double guard = holds(scenario.box, position_of(point)) ? settings.guarded_factor : 1;
        least = std::min(least, (1 + away) * guard);
      }
      return least;
    };
    // What joins its ends through the air is struck there.
    for (Literal e = 0; e < graph.elements.size(); ++e)
      if (graph.elements[e].kind == network::ElementKind::link) {
        const network::Link& link = network.links[graph.elements[e].index];
        const network::Position ends[] = {network[link.from].position, network[link.to].position};
        if (is_known(ends[0]) && is_known(ends[1])) factors[e] = factor_of(Path(ends));
      }
    for (const Place& place : places(network, graph, scenario.name)) factors[place.element] = factor_of(place.path);
  }
  std::vector<std::uint64_t> prices;
  for (Literal e = 0; e < graph.elements.size(); ++e) {
    const network::Element& element = graph.elements[e];
    if (factors[e] == 0)
      throw UsageError("scenario \"" + scenario.name + "\" needs the position of \"" + element.id +
                       "\" (costs depend on it); give its nodes coordinates, or leave distance and guards out");
    double cost = settings.cost_link;
    if (element.kind == network::ElementKind::segment)
      cost = segment_cost(network.segments[element.index], settings, experiment.network.unknown_depth);
    if (element.kind == network::ElementKind::station) cost = settings.cost_station;
    if (element.kind == network::ElementKind::feed) cost = settings.cost_feed;
    prices.push_back(std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::llround(1000 * cost * factors[e]))));
  }
  return prices;
}

}  // namespace kaitei::scenario

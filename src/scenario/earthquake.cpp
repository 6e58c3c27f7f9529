#include "scenario/earthquake.hpp"

#include <algorithm>
#include <numbers>

#include <fmt/format.h>

#include "errors.hpp"
#include "experiment/words.hpp"
#include "network/element_hash.hpp"
#include "scenario/exact_math.hpp"
#include "scenario/shaken.hpp"

namespace kaitei::scenario {

EarthquakeHazard::EarthquakeHazard(const experiment::Scenario& scenario, const network::Network& network,
                                   const network::Graph& graph)
    : box_(scenario.box), settings_(scenario.quake), trigger_(settings_.trigger_probability), slide_(settings_.slide_probability) {
  if (!settings_.zones.empty()) zones_.emplace(settings_.zones, settings_.rupture);
  if (!scenario.flows.canyons.empty()) canyons_.emplace(scenario.flows, network, graph, scenario.name);
  if (settings_.slide_distance_km > 0)
    for (Place& place : places(network, graph, scenario.name))
      if (graph.elements[place.element].kind == network::ElementKind::segment) {
        const std::uint64_t hash = network::element_hash(graph.elements[place.element].id);
        segments_.push_back({std::move(place), hash});
      }
}

double EarthquakeHazard::mean_events() const {
  return zones_ && settings_.exposure_years > 0 ? zones_->events_per_year() * settings_.exposure_years : 0;
}

double EarthquakeHazard::reach(double distance_km, double magnitude) const {
  const double growth = exponential(settings_.distance_growth * std::numbers::ln10 * (magnitude - 6));
  return std::min(distance_km * growth / earth_radius_km, std::numbers::pi);
}

void EarthquakeHazard::strike_in_time(Draws& draws, std::vector<Loss>& losses) const {
  constexpr double degree = std::numbers::pi / 180;
  const Earthquake quake = zones_ ? zones_->draw(draws)
                                  : Earthquake{draw_in(box_, draws), settings_.magnitude, settings_.rupture,
                                               settings_.strike_degrees * degree};
  if (canyons_) {
    const Shaken near(quake, reach(settings_.trigger_distance_km, quake.magnitude));
    for (std::size_t canyon = 0; canyon < canyons_->size(); ++canyon) {
      if (canyons_->set_off_by(canyon, "earthquake") && near.touches(canyons_->path(canyon)))
        canyons_->run(canyon, settings_.trigger_by_canyon ? canyons_->readiness(canyon, trigger_) : trigger_, draws, losses);
    }
  }
  if (segments_.empty()) return;
  const Shaken shaken(quake, reach(settings_.slide_distance_km, quake.magnitude));
  for (const Segment& segment : segments_) {
    if (!shaken.touches(segment.place.path)) continue;
    Draws own = draws.of(segment.element_hash);
    own.next();  // the first says whether a current cuts it
    if (slide_.happens(own)) losses.push_back({segment.place.element, 0});
  }
}

TurbidityCurrentHazard::TurbidityCurrentHazard(const experiment::Scenario& scenario, const network::Network& network,
                                               const network::Graph& graph)
    : canyons_(scenario.flows, network, graph, scenario.name) {
  const std::string trigger(experiment::flow_triggers().at(static_cast<std::size_t>(scenario.flows.trigger)));
  for (std::size_t canyon = 0; canyon < canyons_.size(); ++canyon)
    if (canyons_.set_off_by(canyon, trigger) && holds(scenario.box, position_of(canyons_.path(canyon).points().front())))
      chosen_.push_back(canyon);
  if (chosen_.empty())
    throw UsageError(fmt::format("scenario \"{}\": no canyon with its head in the box has the trigger \"{}\" (no flow could "
                                 "begin); choose another trigger or a larger box", scenario.name, trigger));
}

void TurbidityCurrentHazard::strike_in_time(Draws& draws, std::vector<Loss>& losses) const {
  canyons_.run(chosen_[draws.below(static_cast<std::uint32_t>(chosen_.size()))], Chance(1), draws, losses);
}

}  // namespace kaitei::scenario

#include "scenario/disc.hpp"

#include <algorithm>
#include <numbers>

namespace kaitei::scenario {

DiscHazard::DiscHazard(const experiment::Scenario& scenario, const network::Network& network, const network::Graph& graph)
    : box_(scenario.box), radius_(std::min(scenario.disc.radius_km / earth_radius_km, std::numbers::pi)),
      places_(places(network, graph, scenario.name)) {
  for (const Place& place : places_) near_.push_back(place.path.near(radius_));
}

void DiscHazard::strike(Draws& draws, std::vector<Literal>& failed) const { strike_at(draw_in(box_, draws), failed); }

void DiscHazard::strike_at(Vec3 centre, std::vector<Literal>& failed) const {
  const Cap disc(centre, radius_);
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (dot(centre, places_[i].path.centre()) >= near_[i] && places_[i].path.touches(disc))
      failed.push_back(places_[i].element);
}

}  // namespace kaitei::scenario

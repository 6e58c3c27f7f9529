// A disc on the sphere: everything that it touches fails.
#pragma once

#include "scenario/hazard.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {

class DiscHazard final : public Hazard {
 public:
  DiscHazard(const experiment::Scenario&, const network::Network&, const network::Graph&);
  void strike(Draws&, std::vector<Literal>& failed) const override;
  // The same at a place that is given.
  void strike_at(Vec3 centre, std::vector<Literal>& failed) const;

 private:
  experiment::Box box_;
  double radius_;  // radians
  std::vector<Place> places_;
  std::vector<double> near_;  // beside places_
};

}  // namespace kaitei::scenario

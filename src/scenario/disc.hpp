// Discs and ellipses on the sphere: everything that one touches fails.
#pragma once

#include "scenario/centres.hpp"
#include "scenario/hazard.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {

class DiscHazard final : public Hazard {
 public:
  // centres: the raster that the scenario names, if it names one.
  DiscHazard(const experiment::Scenario&, const network::Network&, const network::Graph&, const geo::Raster* centres = nullptr);
  void strike(Draws&, std::vector<Literal>& failed) const override;
  // The disc at a place that is given.
  void strike_at(Vec3 centre, std::vector<Literal>& failed) const;

 private:
  // An ellipse with its long axis under a heading, in radians.
  void strike_ellipse(Vec3 centre, double heading, std::vector<Literal>& failed) const;

  Centres centres_;
  double radius_, aspect_;             // radians
  double long_tangent_ = 0, short_tangent_ = 0;  // of the half axes
  std::vector<Place> places_;
  std::vector<double> near_;  // beside places_
};

}  // namespace kaitei::scenario

// Intensity and fragility: each element fails on its own, by what it meets along its line.
#pragma once

#include <cstdint>
#include <vector>

#include "geo/raster.hpp"
#include "scenario/chance.hpp"
#include "scenario/hazard.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {

// The greatest value of the raster along a path, or the integral of its values over kilometres (0 for a point). A line is
// looked at in the middle of steps of at most 1/32 of a cell; outside of the raster the intensity is 0.
double intensity_along(const Path&, const geo::Raster&, experiment::IntensityMeasure);

// P(failure) = Phi(ln(intensity / median) / beta); 0 without intensity.
double fragility(double intensity, double median, double beta);

class IntensityHazard final : public Hazard {
 public:
  IntensityHazard(const experiment::Scenario&, const network::Network&, const network::Graph&, const geo::Raster&);
  void strike(Draws&, std::vector<Literal>& failed) const override;

 private:
  struct Exposed {
    Literal element;
    std::uint64_t hash;
    Chance fails;
  };
  std::vector<Exposed> exposed_;
};

}  // namespace kaitei::scenario

// Where events begin.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "geo/raster.hpp"
#include "scenario/chance.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {

// Places in a box: uniform on the sphere, or in proportion to a raster's values; if heights are given, in the water alone.
// Neither raster is needed afterwards.
class Centres {
 public:
  // Throws DataError for a value below 0, UsageError, naming the scenario, if there is no place.
  Centres(const experiment::Scenario&, const geo::Raster* given, const geo::Raster* heights);
  // Three draws of 64 bits at most.
  Vec3 draw(Draws&) const;

 private:
  std::vector<experiment::Box> cells_;  // one, or those of a raster
  std::optional<WeightedChoice> choice_;
};

}  // namespace kaitei::scenario

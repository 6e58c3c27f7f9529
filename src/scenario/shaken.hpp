// What lies near an earthquake.
#pragma once

#include <optional>

#include "scenario/seismic_zones.hpp"
#include "scenario/track.hpp"

namespace kaitei::scenario {

// The places within so much of an earthquake's epicentre, or of its rupture: a strip with round ends about the epicentre,
// along the strike, as long and wide as the magnitude has it (experiment::Rupture; lengths in docs/experiment-reference.md).
class Shaken {
 public:
  Shaken(const Earthquake&, double reach);  // radians
  bool touches(const Path&) const;

 private:
  std::optional<Cap> about_point_;
  std::optional<Track> about_rupture_;
};

// Kilometres; of a rupture that is not a point.
struct RuptureSize {
  double length = 0, width = 0;
};
RuptureSize rupture_size(experiment::Rupture, double magnitude);

}  // namespace kaitei::scenario

// Earthquakes that set off turbidity currents in the canyons near them and slides where cables lie near them.
#pragma once

#include <optional>

#include "scenario/hazard.hpp"
#include "scenario/places.hpp"
#include "scenario/seismic_zones.hpp"
#include "scenario/turbidity_currents.hpp"

namespace kaitei::scenario {

// An earthquake of magnitude M reaches distance_km * 10^(distance_growth (M - 6)) from its epicentre or its rupture. Each canyon
// within reach of the trigger distance has a flow with trigger_probability, one draw of each canyon's own; each segment within
// reach of the slide distance is cut at once with slide_probability, by its own second draw. What the shore suffers is left out.
class EarthquakeHazard final : public TimedHazard {
 public:
  EarthquakeHazard(const experiment::Scenario&, const network::Network&, const network::Graph&);
  void strike_in_time(Draws&, std::vector<Loss>&) const override;
  std::uint32_t latest_minutes() const override { return canyons_ ? canyons_->latest_minutes() : 0; }
  double mean_events() const override;

 private:
  double reach(double distance_km, double magnitude) const;  // radians

  experiment::Box box_;
  experiment::Quake settings_;
  std::optional<SeismicZones> zones_;
  std::optional<Canyons> canyons_;
  struct Segment {
    Place place;
    std::uint64_t element_hash;
  };
  std::vector<Segment> segments_;
  Chance trigger_, slide_;
};

// A flow in one canyon, chosen evenly from those that have the trigger and their head in the box: a river in flood, a storm.
class TurbidityCurrentHazard final : public TimedHazard {
 public:
  TurbidityCurrentHazard(const experiment::Scenario&, const network::Network&, const network::Graph&);
  void strike_in_time(Draws&, std::vector<Loss>&) const override;
  std::uint32_t latest_minutes() const override { return canyons_.latest_minutes(); }

 private:
  Canyons canyons_;
  std::vector<std::size_t> chosen_;
};

}  // namespace kaitei::scenario

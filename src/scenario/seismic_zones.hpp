// Where earthquakes happen and how strong they are: source zones, each with a truncated Gutenberg-Richter law.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "scenario/chance.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {

struct Earthquake {
  Vec3 epicentre;
  double magnitude = 0;
  experiment::Rupture rupture = experiment::Rupture::point;
  double strike = 0;  // radians, clockwise from north
};

// Polygons with columns rate_m6_per_year (of M >= smallest), b and mmax. An epicentre is uniform in its zone, to the cells
// of a grid of 0.05 degrees whose middles lie inside; the magnitude has the density of Gutenberg and Richter (1944) between
// smallest_magnitude (6 if the column is missing) and mmax. With Rupture::by_zone the columns `rupture` (crustal or interface)
// and strike_degrees say what ruptures; with crustal or interface, strike_degrees alone.
class SeismicZones {
 public:
  // Throws DataError for a layer that cannot be read or a zone without these columns, or across 180 degrees.
  explicit SeismicZones(const std::filesystem::path&, experiment::Rupture = experiment::Rupture::point);

  double events_per_year() const { return rate_; }
  Earthquake draw(Draws&) const;  // five draws

 private:
  struct Cell {
    double west, south;
  };
  struct Zone {
    double smallest, b, above_largest;  // above_largest: share of an untruncated law beyond mmax
    experiment::Rupture rupture = experiment::Rupture::point;
    double strike = 0;
    std::vector<Cell> cells;
    std::optional<WeightedChoice> cell;  // by area
  };
  std::vector<Zone> zones_;
  std::optional<WeightedChoice> zone_;  // by rate
  double rate_ = 0;
};

}  // namespace kaitei::scenario

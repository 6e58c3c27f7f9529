#include "scenario/corridors.hpp"

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/hazard_layers.hpp"
#include "scenario/track.hpp"

namespace kaitei::scenario {
namespace {

using network::Position;

std::vector<geo::LineFeature> lines(const experiment::Scenario& scenario) {
  const experiment::Zone& zone = scenario.zone;
  if (!zone.layer.empty()) return geo::read_line_features(zone.layer, zone.weight);
  const std::vector<Position> arc{{zone.from_longitude, zone.from_latitude}, {zone.to_longitude, zone.to_latitude}};
  const Vec3 sum = unit_vector(arc[0]) + unit_vector(arc[1]);
  if (dot(sum, sum) < 1e-6)
    throw UsageError(fmt::format("scenario \"{}\" has a corridor between opposite ends of the Earth (no great circle is the "
                                 "shortest); move one end", scenario.name));
  return {{{arc}, "1", 1}};
}

bool touches(const geo::LineFeature& corridor, double width, const Path& path) {
  for (const auto& line : corridor.lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const Track track(unit_vector(line[i]), unit_vector(line[i + 1]), width);
      if (track.near(path) && track.meets(path, [](Vec3) { return true; })) return true;
    }
  return false;
}

}  // namespace

std::vector<Corridor> corridors(const experiment::Scenario& scenario, const std::vector<Place>& places) {
  const double width = scenario.anchor_drag.width_km / earth_radius_km;
  std::vector<Corridor> corridors;
  for (geo::LineFeature& line : lines(scenario)) {
    Corridor corridor{std::move(line.id), line.weight, {}};
    for (const Place& place : places)
      if (touches(line, width, place.path)) corridor.touched.push_back(place.element);
    corridors.push_back(std::move(corridor));
  }
  return corridors;
}

}  // namespace kaitei::scenario

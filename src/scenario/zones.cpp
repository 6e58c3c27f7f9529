#include "scenario/zones.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/hazard_layers.hpp"
#include "network/element_hash.hpp"
#include "scenario/places.hpp"
#include "scenario/track.hpp"

namespace kaitei::scenario {
namespace {

using network::Position;

constexpr double arc_step = 5 / earth_radius_km;  // so fine are cable lines drawn in longitude and latitude

std::vector<geo::LineFeature> corridors(const experiment::Scenario& scenario) {
  const experiment::Zone& zone = scenario.zone;
  if (!zone.layer.empty()) return geo::read_line_features(zone.layer, zone.weight);
  const std::vector<Position> arc{{zone.from_longitude, zone.from_latitude}, {zone.to_longitude, zone.to_latitude}};
  const Vec3 sum = unit_vector(arc[0]) + unit_vector(arc[1]);
  if (dot(sum, sum) < 1e-6)
    throw UsageError(fmt::format("scenario \"{}\" has a corridor between opposite ends of the Earth (no great circle is the "
                                 "shortest); move one end", scenario.name));
  return {{{arc}, 1}};
}

bool touches(const geo::LineFeature& corridor, double width, const Path& path) {
  for (const auto& line : corridor.lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const Track track(unit_vector(line[i]), unit_vector(line[i + 1]), width);
      if (track.near(path) && track.meets(path, [](Vec3) { return true; })) return true;
    }
  return false;
}

// The great circles of a path, drawn finely.
std::vector<Position> fine_line(const Path& path) {
  std::vector<Position> line;
  const auto points = path.points();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Vec3 a = points[i - 1], b = points[i], chord = b - a;
    const int count = std::max(1, static_cast<int>(std::ceil(std::sqrt(dot(chord, chord)) / arc_step)));
    for (int k = 0; k < count; ++k) {
      const double along = static_cast<double>(k) / count;
      line.push_back(position_of(normalised((1 - along) * a + along * b)));
    }
  }
  line.push_back(position_of(points.back()));
  return line;
}

}  // namespace

ZoneHazard::ZoneHazard(const experiment::Scenario& scenario, const network::Network& network, const network::Graph& graph)
    : hit_(scenario.zone.hit_probability) {
  for (const network::Element& element : graph.elements) hash_.push_back(network::element_hash(element.id));
  const std::vector<Place> all = places(network, graph, scenario.name);
  std::vector<double> weights;
  const auto add = [&](double weight, const auto& touches_path) {
    weights.push_back(weight);
    std::vector<Literal>& touched = touched_.emplace_back();
    for (std::size_t p = 0; p < all.size(); ++p)
      if (touches_path(p)) touched.push_back(all[p].element);
  };
  if (scenario.kind == experiment::ScenarioKind::corridor) {
    const double width = scenario.anchor_drag.width_km / earth_radius_km;
    for (const geo::LineFeature& corridor : corridors(scenario))
      add(corridor.weight, [&](std::size_t p) { return touches(corridor, width, all[p].path); });
  } else {
    std::vector<std::vector<Position>> lines;
    for (const Place& place : all) lines.push_back(fine_line(place.path));
    for (const geo::Area& area : geo::read_areas(scenario.zone.layer, scenario.zone.weight))
      add(area.weight, [&](std::size_t p) { return area.touches(lines[p]); });
  }
  zone_.emplace(weights);
}

void ZoneHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  for (const Literal element : touched_[zone_->choose(draws)]) {
    Draws own = draws.of(hash_[element]);
    if (hit_.happens(own)) failed.push_back(element);
  }
}

}  // namespace kaitei::scenario

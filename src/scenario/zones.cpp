#include "scenario/zones.hpp"

#include <algorithm>
#include <cmath>

#include "geo/hazard_layers.hpp"
#include "network/element_hash.hpp"
#include "scenario/corridors.hpp"

namespace kaitei::scenario {
namespace {

using network::Position;

constexpr double arc_step = 5 / earth_radius_km;  // so fine are cable lines drawn in longitude and latitude

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
  if (scenario.kind == experiment::ScenarioKind::corridor) {
    for (Corridor& corridor : corridors(scenario, all)) {
      weights.push_back(corridor.weight);
      touched_.push_back(std::move(corridor.touched));
    }
  } else {
    std::vector<std::vector<Position>> lines;
    for (const Place& place : all) lines.push_back(fine_line(place.path));
    for (const geo::Area& area : geo::read_areas(scenario.zone.layer, scenario.zone.weight)) {
      weights.push_back(area.weight);
      std::vector<Literal>& touched = touched_.emplace_back();
      for (std::size_t p = 0; p < all.size(); ++p)
        if (area.touches(lines[p])) touched.push_back(all[p].element);
    }
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

#include "scenario/land.hpp"

#include <algorithm>
#include <cmath>

#include "geo/hazard_layers.hpp"

namespace kaitei::scenario {
namespace {

constexpr std::size_t piece_edges = 32;  // so short that most pieces lie far from most tracks

// Whether the arc from a to b crosses the meridian north of the place.
bool crosses_north_of(Vec3 place, Vec3 west_to_east, Vec3 a, Vec3 b) {
  const double side_a = dot(west_to_east, a), side_b = dot(west_to_east, b);
  if ((side_a > 0) == (side_b > 0)) return false;
  const Vec3 crossing = (side_b > 0 ? 1.0 : -1.0) * (side_b * a - side_a * b);
  const Vec3 north = Vec3{0, 0, 1} - place.z * place;
  return dot(crossing, north) > 0 && crossing.x * place.x + crossing.y * place.y > 0;
}

}  // namespace

Land::Land(const std::filesystem::path& file) {
  for (const geo::Area& area : geo::read_areas(file, ""))
    for (const geo::Line& ring : area.rings)
      for (std::size_t first = 0; first + 1 < ring.size(); first += piece_edges)
        coast_.emplace_back(std::span(ring).subspan(first, std::min(piece_edges + 1, ring.size() - first)));
}

// Crossings of the coast on the way to the north pole: an odd number from land.
bool Land::holds(Vec3 place) const {
  const double across = place.x * place.x + place.y * place.y;
  if (across < 1e-24) return false;
  const Vec3 west_to_east = normalised({-place.y, place.x, 0});
  bool odd = false;
  for (const Path& piece : coast_) {
    if (piece.cosine() > 0 && std::abs(dot(west_to_east, piece.centre())) > piece.sine()) continue;
    const auto points = piece.points();
    for (std::size_t i = 1; i < points.size(); ++i)
      if (crosses_north_of(place, west_to_east, points[i - 1], points[i])) odd = !odd;
  }
  return odd;
}

std::optional<Vec3> Land::first_coast(const Track& track) const {
  const Track line(track.from(), track.to(), 0);
  std::optional<Vec3> first;
  double nearest = 5;  // a squared chord is at most 4
  for (const Path& piece : coast_) {
    if (!line.near(piece)) continue;
    line.meets(piece, [&](Vec3 place) {
      const Vec3 chord = place - line.from();
      if (dot(chord, chord) < nearest) {
        nearest = dot(chord, chord);
        first = place;
      }
      return false;
    });
  }
  return first;
}

}  // namespace kaitei::scenario

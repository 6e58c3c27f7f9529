#include "geo/line_repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using network::Position;
using Line = std::vector<Position>;

void check_and_wrap(const Row& row, Line& line, RepairNotes& notes) {
  std::size_t wrapped = 0;
  for (Position& position : line) {
    const auto [longitude, latitude] = position;
    if (!std::isfinite(longitude) || !std::isfinite(latitude)) {
      row.refuse("a coordinate is not a finite number", "it is nowhere on Earth", "correct it");
    }
    if (std::abs(latitude) > 90 || std::abs(longitude) > 360) {
      row.refuse(fmt::format("position {}, {} is out of range", longitude, latitude),
                 "longitude and latitude are in degrees",
                 "correct it, or state the coordinate system if these are metres");
    }
    if (longitude > 180 || longitude < -180) ++wrapped;
    position.longitude = wrap_longitude(longitude);
  }
  if (wrapped == 1) notes.push_back("longitude wrapped into (-180, 180]");
  if (wrapped > 1) notes.push_back(fmt::format("{} longitudes wrapped into (-180, 180]", wrapped));
}

struct Joint {
  double gap_km = std::numeric_limits<double>::infinity();
  std::size_t piece = 0;
  bool at_back = true;     // of the line so far
  bool turn_piece = false;
};

// The closest end of any piece left to either end of the line so far.
Joint closest_joint(const Line& line, const std::vector<Line>& pieces) {
  Joint best;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Position &front = pieces[i].front(), &back = pieces[i].back();
    for (const Joint& joint : {Joint{distance_km(line.back(), front), i, true, false},
                               Joint{distance_km(line.back(), back), i, true, true},
                               Joint{distance_km(line.front(), back), i, false, false},
                               Joint{distance_km(line.front(), front), i, false, true}}) {
      if (joint.gap_km < best.gap_km) best = joint;
    }
  }
  return best;
}

Line join(const Row& row, std::vector<Line> pieces, double tolerance_km, RepairNotes& notes) {
  const std::size_t count = pieces.size();
  Line line = std::move(pieces.front());
  pieces.erase(pieces.begin());
  double widest_gap = 0;
  bool cut_at_antimeridian = true;  // as RFC 7946 asks: nothing that needs mending
  while (!pieces.empty()) {
    const Joint joint = closest_joint(line, pieces);
    if (joint.gap_km > tolerance_km) {
      row.refuse(fmt::format("its pieces lie {:.3f} km apart", joint.gap_km), "a segment is one unbroken line",
                 "join them, or make them segments of their own");
    }
    widest_gap = std::max(widest_gap, joint.gap_km);
    cut_at_antimeridian = cut_at_antimeridian && joint.gap_km == 0 && joint.at_back && !joint.turn_piece &&
                          std::abs(line.back().longitude) == 180;
    Line& piece = pieces[joint.piece];
    if (joint.turn_piece) std::reverse(piece.begin(), piece.end());
    line.insert(joint.at_back ? line.end() : line.begin(), piece.begin(), piece.end());
    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(joint.piece));
    // Touching ends are one vertex; dropping it is part of joining and no repair of its own.
    line.erase(std::unique(line.begin(), line.end(),
                           [](const Position& a, const Position& b) { return distance_km(a, b) == 0; }),
               line.end());
  }
  if (cut_at_antimeridian) return line;
  notes.push_back(widest_gap > 1e-6 ? fmt::format("{} pieces joined across gaps up to {:.3f} km", count, widest_gap)
                                    : fmt::format("{} pieces joined", count));
  return line;
}

}  // namespace

Position read_point(const Row& row, RepairNotes& notes) {
  Line point;
  if (row.geometry.kind == GeometryKind::point) {
    point = row.geometry.parts.front();
  } else if (row.geometry.kind == GeometryKind::none) {
    const std::optional<double> longitude = row.number_of("lon"), latitude = row.number_of("lat");
    if (!longitude || !latitude) {
      row.refuse("no position", "a node must lie somewhere", "give it a point, or columns lon and lat in degrees");
    }
    point = {{*longitude, *latitude}};
  } else {
    row.refuse(fmt::format("a {} for a position", row.geometry.type), "a node is a point", "give it a point");
  }
  check_and_wrap(row, point, notes);
  return point.front();
}

Line read_line(const Row& row, double gap_tolerance_km, RepairNotes& notes) {
  const Geometry& geometry = row.geometry;
  if (geometry.kind == GeometryKind::none) {
    row.refuse("no line", "the length and exposure of a segment come from it", "draw it from landing to landing");
  }
  if (geometry.kind != GeometryKind::line) {
    row.refuse(fmt::format("a {} for a segment", geometry.type), "a segment is a line",
               "draw it as a LineString or MultiLineString");
  }
  std::vector<Line> pieces = geometry.parts;
  Line all;
  for (const Line& piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
  check_and_wrap(row, all, notes);
  auto next = all.begin();
  for (Line& piece : pieces) {
    std::copy(next, next + static_cast<std::ptrdiff_t>(piece.size()), piece.begin());
    next += static_cast<std::ptrdiff_t>(piece.size());
  }
  Line line = pieces.size() == 1 ? std::move(pieces.front()) : join(row, std::move(pieces), gap_tolerance_km, notes);
  drop_repeated_vertices(line, notes);
  if (line.size() < 2) {
    row.refuse("a line of one position", "a segment has two ends", "draw it from landing to landing");
  }
  return line;
}

void drop_repeated_vertices(Line& line, RepairNotes& notes) {
  const auto same_place = [](const Position& a, const Position& b) {
    return a.longitude == b.longitude && a.latitude == b.latitude;
  };
  const auto end = std::unique(line.begin(), line.end(), same_place);
  const auto dropped = line.end() - end;
  line.erase(end, line.end());
  if (dropped == 1) notes.push_back("1 repeated vertex dropped");
  if (dropped > 1) notes.push_back(fmt::format("{} repeated vertices dropped", dropped));
}

}  // namespace kaitei::geo

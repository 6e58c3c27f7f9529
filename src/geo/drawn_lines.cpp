#include "geo/drawn_lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "geo/geodesic.hpp"

namespace kaitei::geo {

using network::Position;

namespace {

constexpr double km_per_degree_at_least = 110;  // of latitude

// Where from a to b the plane about p comes nearest to p: 0 at a, 1 at b.
double nearest_share(const Position& p, const Position& a, const Position& b) {
  const double scale = std::cos(p.latitude * std::numbers::pi / 180);
  const double ax = wrap_longitude(a.longitude - p.longitude) * scale, ay = a.latitude - p.latitude;
  const double dx = wrap_longitude(b.longitude - a.longitude) * scale, dy = b.latitude - a.latitude;
  const double squared = dx * dx + dy * dy;
  return squared == 0 ? 0 : std::clamp(-(ax * dx + ay * dy) / squared, 0.0, 1.0);
}

Position between(const Position& a, const Position& b, double share) {
  return {wrap_longitude(a.longitude + share * wrap_longitude(b.longitude - a.longitude)),
          a.latitude + share * (b.latitude - a.latitude)};
}

}  // namespace

DrawnLines::Vertex DrawnLines::vertex(const Position& position) {
  const auto [found, added] = vertex_at_.try_emplace({position.longitude, position.latitude}, positions_.size());
  if (added) positions_.push_back(position);
  return found->second;
}

void DrawnLines::add_piece(const std::vector<Position>& line) {
  Piece piece;
  for (const Position& position : line) piece.push_back(vertex(position));
  pieces_.push_back(std::move(piece));
}

bool DrawnLines::is_drawn(Vertex v) const {
  return std::any_of(pieces_.begin(), pieces_.end(),
                     [&](const Piece& piece) { return std::find(piece.begin(), piece.end(), v) != piece.end(); });
}

std::vector<DrawnLines::End> DrawnLines::free_ends() const {
  std::vector<std::size_t> uses(positions_.size(), 0);
  for (const Piece& piece : pieces_) {
    for (const Vertex v : piece) ++uses[v];
  }
  std::vector<End> ends;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    for (const Side side : {Side::front, Side::back}) {
      if (uses[at({i, side})] == 1) ends.push_back({i, side});
    }
  }
  return ends;
}

std::optional<DrawnLines::Near> DrawnLines::nearest(const Position& p, std::optional<std::size_t> but_piece) const {
  std::optional<Near> best;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (but_piece == i) continue;
    for (std::size_t step = 0; step + 1 < pieces_[i].size(); ++step) {
      const Vertex a = pieces_[i][step], b = pieces_[i][step + 1];
      const double share = nearest_share(p, positions_[a], positions_[b]);
      Near near{0, i, step, std::nullopt, between(positions_[a], positions_[b], share)};
      if (best && std::abs(near.place.latitude - p.latitude) * km_per_degree_at_least > best->off_km) continue;
      if (share == 0) near.vertex = a;
      if (share == 1) near.vertex = b;
      if (near.vertex) near.place = positions_[*near.vertex];
      near.off_km = distance_km(p, near.place);
      if (!best || near.off_km < best->off_km) best = near;
    }
  }
  return best;
}

std::vector<DrawnLines::Vertex> DrawnLines::drawn_within(const Position& p, double km) const {
  std::vector<Vertex> found;
  for (const Piece& piece : pieces_) {
    for (const Vertex v : piece) {
      if (std::abs(positions_[v].latitude - p.latitude) * km_per_degree_at_least <= km &&
          distance_km(positions_[v], p) <= km) {
        found.push_back(v);
      }
    }
  }
  return found;
}

void DrawnLines::replace(Vertex old, Vertex by) {
  for (Piece& piece : pieces_) {
    std::replace(piece.begin(), piece.end(), old, by);
    piece.erase(std::unique(piece.begin(), piece.end()), piece.end());
  }
}

void DrawnLines::extend(End end, Vertex to) {
  Piece& piece = pieces_[end.piece];
  piece.insert(end.side == Side::front ? piece.begin() : piece.end(), to);
}

void DrawnLines::insert(const Near& near, Vertex v) {
  Piece& piece = pieces_[near.piece];
  piece.insert(piece.begin() + static_cast<std::ptrdiff_t>(near.step) + 1, v);
}

}  // namespace kaitei::geo

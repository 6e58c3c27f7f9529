// Lines as a map draws them, with the search for what lies near a place. Private to geo.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "network/network.hpp"

namespace kaitei::geo {

class DrawnLines {
 public:
  using Vertex = std::size_t;
  using Piece = std::vector<Vertex>;

  enum class Side { front, back };
  struct End {
    std::size_t piece = 0;
    Side side = Side::front;
  };
  // The place of a line nearest to another place.
  struct Near {
    double off_km = 0;
    std::size_t piece = 0, step = 0;  // between vertices `step` and `step + 1` of the piece
    std::optional<Vertex> vertex;     // where it is one of these two
    network::Position place;
  };

  // Positions that agree to the last digit are one vertex.
  Vertex vertex(const network::Position&);
  void add_piece(const std::vector<network::Position>&);

  const network::Position& operator[](Vertex v) const { return positions_[v]; }
  const std::vector<Piece>& pieces() const { return pieces_; }
  Vertex at(End end) const { return end.side == Side::front ? pieces_[end.piece].front() : pieces_[end.piece].back(); }
  bool is_drawn(Vertex) const;

  // Ends at which nothing else meets.
  std::vector<End> free_ends() const;
  // The nearest place on any piece but one; straight lines in longitude and latitude, across the antimeridian too.
  std::optional<Near> nearest(const network::Position&, std::optional<std::size_t> but_piece = std::nullopt) const;
  std::vector<Vertex> drawn_within(const network::Position&, double km) const;

  void replace(Vertex old, Vertex by);
  void extend(End, Vertex to);
  void insert(const Near&, Vertex);  // on the way of the piece, which then bends to it

 private:
  std::vector<network::Position> positions_;
  std::map<std::pair<double, double>, Vertex> vertex_at_;
  std::vector<Piece> pieces_;
};

}  // namespace kaitei::geo

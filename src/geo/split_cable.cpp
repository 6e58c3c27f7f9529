#include "geo/split_cable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "geo/chains.hpp"
#include "geo/drawn_lines.hpp"
#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using network::Position;
using Line = std::vector<Position>;
using End = DrawnLines::End;
using Near = DrawnLines::Near;
using Vertex = DrawnLines::Vertex;

bool less(const Position& a, const Position& b) {
  return std::pair(a.longitude, a.latitude) < std::pair(b.longitude, b.latitude);
}

bool same(const Position& a, const Position& b) { return !less(a, b) && !less(b, a); }

std::string place(const Position& position) { return fmt::format("{:.3f}, {:.3f}", position.longitude, position.latitude); }

class Splitter {
 public:
  Splitter(std::vector<Line> pieces, const std::map<std::string, Position>& landings, const SplitTolerances& tolerances)
      : tolerances_(tolerances) {
    add_pieces(std::move(pieces));
    for (const auto& [id, position] : landings) add_landing(id, position);
  }

  SplitCable run() {
    touch_landings();
    end_at_landings();
    reach_landings();
    join_ends();
    return split_into_chains(lines_, landings_, std::move(notes_));
  }

 private:
  // One order and one direction for pieces, whatever the file's; a piece drawn twice is one.
  void add_pieces(std::vector<Line> pieces) {
    for (Line& piece : pieces) {
      piece.erase(std::unique(piece.begin(), piece.end(), same), piece.end());
      Line turned(piece.rbegin(), piece.rend());
      if (std::lexicographical_compare(turned.begin(), turned.end(), piece.begin(), piece.end(), less)) piece.swap(turned);
    }
    const std::size_t short_ones = std::erase_if(pieces, [](const Line& piece) { return piece.size() < 2; });
    if (short_ones > 0) notes_.push_back(fmt::format("{} pieces of fewer than two places left out", short_ones));
    std::sort(pieces.begin(), pieces.end(), [](const Line& a, const Line& b) {
      return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), less);
    });
    const std::size_t count = pieces.size();
    pieces.erase(std::unique(pieces.begin(), pieces.end(), [](const Line& a, const Line& b) {
                   return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
                 }),
                 pieces.end());
    if (pieces.size() < count) notes_.push_back(fmt::format("{} pieces drawn twice taken once", count - pieces.size()));
    for (const Line& piece : pieces) lines_.add_piece(piece);
  }

  void add_landing(const std::string& id, const Position& position) {
    const auto [holder, added] = landings_.try_emplace(lines_.vertex(position), id);
    if (!added) notes_.push_back(fmt::format("landing {} shares its place with {}, which stands for both", id, holder->second));
  }

  bool is_landing(Vertex v) const { return landings_.contains(v); }

  void touch_landings() {
    for (const auto& [landing, id] : landings_) {
      for (const Vertex v : lines_.drawn_within(lines_[landing], tolerances_.touch_km)) {
        if (!is_landing(v)) lines_.replace(v, landing);
      }
    }
  }

  // A line's end near a landing is carried there, or moved there where other lines meet it.
  void end_at_landings() {
    for (std::size_t i = 0; i < lines_.pieces().size(); ++i) {
      for (const auto side : {DrawnLines::Side::front, DrawnLines::Side::back}) {
        const Vertex v = lines_.at({i, side});
        const auto [landing, off_km] = nearest_landing(lines_[v]);
        if (is_landing(v) || off_km > tolerances_.snap_km) continue;
        if (is_free({i, side})) {
          lines_.extend({i, side}, landing);
        } else {
          lines_.replace(v, landing);
        }
      }
    }
  }

  std::pair<Vertex, double> nearest_landing(const Position& position) const {
    std::pair<Vertex, double> best{0, std::numeric_limits<double>::infinity()};
    for (const auto& [landing, id] : landings_) {
      const double off_km = distance_km(lines_[landing], position);
      if (off_km < best.second) best = {landing, off_km};
    }
    return best;
  }

  bool is_free(End end) const {
    const std::vector<End> ends = lines_.free_ends();
    return std::any_of(ends.begin(), ends.end(),
                       [&](const End& each) { return each.piece == end.piece && each.side == end.side; });
  }

  struct Reach {
    double off_km = std::numeric_limits<double>::infinity();
    Vertex landing = 0;
    std::optional<End> end;
    std::optional<Near> near;
  };

  // Landings that no line has come to yet, the nearest first: by a loose end where one is about as near as a line.
  void reach_landings() {
    std::set<Vertex> waiting;
    for (const auto& [landing, id] : landings_) {
      if (!lines_.is_drawn(landing)) waiting.insert(landing);
    }
    while (!waiting.empty()) {
      Reach best;
      for (const Vertex landing : waiting) {
        Reach reach = reach_of(landing);
        if (reach.off_km < best.off_km || (reach.off_km == best.off_km && landings_[landing] < landings_[best.landing])) best = reach;
      }
      if (best.off_km > tolerances_.landing_km) break;
      if (best.off_km > tolerances_.snap_km) {
        notes_.push_back(fmt::format("line carried {:.1f} km to landing {}", best.off_km, landings_[best.landing]));
      }
      connect(best);
      waiting.erase(best.landing);
    }
    for (const Vertex landing : waiting) {
      notes_.push_back(fmt::format("landing {} left without a line: none within {} km", landings_[landing], tolerances_.landing_km));
    }
  }

  Reach reach_of(Vertex landing) const {
    Reach reach;
    reach.landing = landing;
    for (const End& end : lines_.free_ends()) {
      if (is_landing(lines_.at(end))) continue;
      const double off_km = distance_km(lines_[lines_.at(end)], lines_[landing]);
      if (off_km < reach.off_km) {
        reach.off_km = off_km;
        reach.end = end;
      }
    }
    reach.near = lines_.nearest(lines_[landing]);
    if (reach.near && 2 * (reach.near->off_km + tolerances_.snap_km) < reach.off_km) {
      reach.off_km = reach.near->off_km;
      reach.end.reset();
    }
    return reach;
  }

  void connect(const Reach& reach) {
    if (reach.end) {
      lines_.extend(*reach.end, reach.landing);
    } else if (reach.near->vertex && !is_landing(*reach.near->vertex)) {
      lines_.replace(*reach.near->vertex, reach.landing);
    } else {
      lines_.insert(*reach.near, reach.landing);
    }
  }

  // A loose end that lies on or stops short of another line branches off there.
  void join_ends() {
    for (const double reach_km : {tolerances_.snap_km, tolerances_.loose_end_km}) {
      for (const End& end : lines_.free_ends()) {
        const Vertex v = lines_.at(end);
        if (is_landing(v) || !is_free(end)) continue;
        const std::optional<Near> near = lines_.nearest(lines_[v], end.piece);
        if (!near || near->off_km > reach_km) continue;
        if (near->off_km > tolerances_.snap_km) {
          notes_.push_back(fmt::format("loose end at {} carried {:.1f} km to the next line", place(lines_[v]), near->off_km));
        }
        join(end, *near);
      }
    }
  }

  void join(End end, const Near& near) {
    const Vertex joint = near.vertex ? *near.vertex : lines_.vertex(near.place);
    if (!near.vertex) lines_.insert(near, joint);
    if (joint != lines_.at(end)) lines_.extend(end, joint);
  }

  const SplitTolerances& tolerances_;
  DrawnLines lines_;
  std::map<Vertex, std::string> landings_;
  std::vector<std::string> notes_;
};

}  // namespace

SplitCable split_cable(std::vector<Line> pieces, const std::map<std::string, Position>& landings,
                       const SplitTolerances& tolerances) {
  return Splitter(std::move(pieces), landings, tolerances).run();
}

}  // namespace kaitei::geo

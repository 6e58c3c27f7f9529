// A strip along a great circle: what a dragged anchor passes over, or a corridor.
#pragma once

#include <optional>

#include "scenario/sphere.hpp"

namespace kaitei::scenario {

// The arc from one place to another, shorter than half a turn, and what lies within half of a width of it.
class Track {
 public:
  Track(Vec3 from, Vec3 to, double width);  // width in radians
  // From a place, under a heading clockwise from north, for a length; all in radians.
  static Track along(Vec3 from, double heading, double length, double width);

  Vec3 from() const { return from_; }
  Vec3 to() const { return to_; }

  // Whether the strip can meet the line at all: a quick look.
  bool near(const Path&) const;
  // Calls use(place) with a place of each arc of the line that the strip meets, until it returns true: the crossing, or the
  // place nearest to the track. Returns whether it did. A line of one point is met there.
  template <class Use>
  bool meets(const Path& path, const Use& use) const {
    const auto points = path.points();
    if (points.size() == 1) return holds(points[0]) && use(points[0]);
    for (std::size_t i = 1; i < points.size(); ++i)
      if (const auto place = meeting(points[i - 1], points[i]); place && use(*place)) return true;
    return false;
  }

 private:
  bool holds(Vec3 point) const;
  std::optional<Vec3> meeting(Vec3 a, Vec3 b) const;

  Vec3 from_, to_, normal_, middle_;
  double half_sine_, half_chord_squared_;  // of half of the width
  Cap around_;                             // holds the strip
};

}  // namespace kaitei::scenario

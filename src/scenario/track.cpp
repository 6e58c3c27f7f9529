#include "scenario/track.hpp"

#include <cmath>
#include <numbers>

#include "scenario/exact_math.hpp"

namespace kaitei::scenario {
namespace {

// A unit vector square to the great circle through a and b; any that is square to both where they are one place.
Vec3 normal_of(Vec3 a, Vec3 b) {
  const Vec3 n = cross(a, b);
  if (dot(n, n) > 1e-30) return normalised(n);
  return normalised(cross(a, std::abs(a.z) < 0.9 ? Vec3{0, 0, 1} : Vec3{1, 0, 0}));
}

// Where the great circle of `normal` comes nearest to the point, if that lies between a and b; scaled by less than 1.
std::optional<Vec3> foot(Vec3 point, Vec3 a, Vec3 b, Vec3 normal) {
  const Vec3 place = point - dot(point, normal) * normal;
  if (dot(cross(normal, a), place) < 0 || dot(cross(b, normal), place) < 0) return std::nullopt;
  return place;
}

double squared(Vec3 v) { return dot(v, v); }

// An angle of at most pi that holds the arc and half of the width; 1e-7 for rounding.
double reach(Vec3 from, Vec3 to, double width) {
  const double half_chord = std::min(std::sqrt(squared(to - from)) / 2, 1.0);
  const double half_arc = arctangent(half_chord, std::sqrt(1 - half_chord * half_chord));
  return std::min(half_arc + width / 2 + 1e-7, std::numbers::pi);
}

}  // namespace

Track::Track(Vec3 from, Vec3 to, double width)
    : from_(from), to_(to), normal_(normal_of(from, to)), middle_(normalised(from + to)),
      half_sine_(sine_cosine(width / 2).sine),
      half_chord_squared_(4 * sine_cosine(width / 4).sine * sine_cosine(width / 4).sine),
      around_(middle_, reach(from, to, width)) {}

Track Track::along(Vec3 from, double heading, double length, double width) {
  const double across = from.x * from.x + from.y * from.y;
  const Vec3 east = across > 1e-24 ? normalised({-from.y, from.x, 0}) : Vec3{0, 1, 0};
  const Vec3 north = cross(from, east);
  const auto way = sine_cosine(heading), far = sine_cosine(length);
  return {from, normalised(far.cosine * from + far.sine * (way.cosine * north + way.sine * east)), width};
}

bool Track::near(const Path& path) const {
  // cos(a + b) by the sum of angles; a whole turn's half holds everything.
  if (around_.radius + path.radius() >= std::numbers::pi) return true;
  return dot(middle_, path.centre()) >= around_.cosine * path.cosine() - around_.sine * path.sine();
}

bool Track::holds(Vec3 point) const {
  if (squared(point - from_) <= half_chord_squared_ || squared(point - to_) <= half_chord_squared_) return true;
  return std::abs(dot(point, normal_)) <= half_sine_ && foot(point, from_, to_, normal_).has_value();
}

std::optional<Vec3> Track::meeting(Vec3 a, Vec3 b) const {
  const double above_a = dot(normal_, a), above_b = dot(normal_, b);
  // Both ends farther from the track's great circle than half of the width, on one side: so is the arc between.
  if ((above_a > half_sine_ && above_b > half_sine_) || (above_a < -half_sine_ && above_b < -half_sine_)) return std::nullopt;
  const Vec3 normal = normal_of(a, b);
  const double above_from = dot(normal, from_), above_to = dot(normal, to_);
  if ((above_a > 0) != (above_b > 0) && (above_from > 0) != (above_to > 0)) {
    // Each arc changes sides of the other's great circle: they cross if they do so at the same end of the common axis.
    const Vec3 place = above_b * a - above_a * b;
    const double side = above_b > 0 ? 1 : -1;
    const Vec3 other = above_to * from_ - above_from * to_;
    const double other_side = above_to > 0 ? 1 : -1;
    if (dot(side * place, other_side * other) > 0) return normalised(side * place);
  }
  if (half_chord_squared_ == 0) return std::nullopt;
  if (holds(a)) return a;
  if (holds(b)) return b;
  for (const Vec3 end : {from_, to_})
    if (std::abs(dot(normal, end)) <= half_sine_)
      if (const auto place = foot(end, a, b, normal)) return normalised(*place);
  return std::nullopt;
}

}  // namespace kaitei::scenario

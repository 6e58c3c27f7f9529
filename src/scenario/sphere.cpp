#include "scenario/sphere.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "scenario/exact_math.hpp"

namespace kaitei::scenario {
namespace {

constexpr double degree = std::numbers::pi / 180;

}  // namespace

Vec3 normalised(Vec3 v) { return 1 / std::sqrt(dot(v, v)) * v; }

bool arc_touches(Vec3 a, Vec3 b, const Cap& cap) {
  // Outside a hemisphere or more lies a convex cap: with its ends, the whole arc is there.
  if (cap.radius >= std::numbers::pi / 2) return false;
  const Vec3 normal = cross(a, b);
  const double across = dot(cap.centre, normal);
  if (across * across > cap.sine * cap.sine * dot(normal, normal)) return false;
  // The nearest point of the great circle lies between a and b, on the centre's side.
  return dot(cross(normal, a), cap.centre) >= 0 && dot(cross(b, normal), cap.centre) >= 0;
}

Vec3 unit_vector(network::Position p) {
  const auto longitude = sine_cosine(p.longitude * degree), latitude = sine_cosine(p.latitude * degree);
  return {latitude.cosine * longitude.cosine, latitude.cosine * longitude.sine, latitude.sine};
}

double distance_km(Vec3 a, Vec3 b) {
  const Vec3 normal = cross(a, b);
  return earth_radius_km * std::atan2(std::sqrt(dot(normal, normal)), dot(a, b));
}

network::Position position_of(Vec3 v) {
  return {arctangent(v.y, v.x) / degree, arctangent(v.z, std::sqrt(v.x * v.x + v.y * v.y)) / degree};
}

bool holds(const experiment::Box& box, network::Position p) {
  const bool between = box.east >= box.west ? p.longitude >= box.west && p.longitude <= box.east
                                            : p.longitude >= box.west || p.longitude <= box.east;
  return between && p.latitude >= box.south && p.latitude <= box.north;
}

Vec3 draw_in(const experiment::Box& box, Draws& draws) {
  const double width = box.east >= box.west ? box.east - box.west : box.east + 360 - box.west;
  const double low = sine_cosine(box.south * degree).sine, high = sine_cosine(box.north * degree).sine;
  const double z = std::clamp(low + draws.uniform() * (high - low), -1.0, 1.0);
  const auto longitude = sine_cosine((box.west + draws.uniform() * width) * degree);
  const double across = std::sqrt(1 - z * z);
  return {across * longitude.cosine, across * longitude.sine, z};
}

Cap::Cap(Vec3 centre_, double radius_) : centre(centre_), radius(radius_), cosine(sine_cosine(radius_).cosine), sine(sine_cosine(radius_).sine) {}

Path::Path(std::span<const network::Position> line) {
  Vec3 sum;
  for (const network::Position& position : line) {
    points_.push_back(unit_vector(position));
    sum = sum + points_.back();
  }
  // A line around the world has no middle; then every cap is near.
  radius_ = std::numbers::pi;
  cosine_ = -1;
  if (points_.empty() || dot(sum, sum) < 1e-6) return;
  centre_ = normalised(sum);
  double least = 1;
  for (const Vec3& point : points_) least = std::min(least, dot(centre_, point));
  // The cap of the points holds the arcs between them while it is smaller than a hemisphere; 1e-7 for rounding.
  if (least <= 0) return;
  radius_ = arctangent(std::sqrt(1 - std::min(least * least, 1.0)), least) + 1e-7;
  cosine_ = sine_cosine(radius_).cosine;
  sine_ = sine_cosine(radius_).sine;
}

double Path::near(double radius) const {
  return radius_ + radius >= std::numbers::pi ? -2 : sine_cosine(radius_ + radius).cosine;
}

bool Path::touches(const Cap& cap) const {
  if (std::ranges::any_of(points_, [&](Vec3 point) { return cap.holds(point); })) return true;
  for (std::size_t i = 1; i < points_.size(); ++i)
    if (arc_touches(points_[i - 1], points_[i], cap)) return true;
  return false;
}

}  // namespace kaitei::scenario

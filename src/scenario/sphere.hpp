// Geometry on the sphere with unit vectors, fit to decide trial by trial on every machine alike.
#pragma once

#include <span>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "network/network.hpp"
#include "scenario/draws.hpp"

namespace kaitei::scenario {

inline constexpr double earth_radius_km = 6371.0088;  // mean radius R1 of the IUGG, WGS84

struct Vec3 {
  double x = 0, y = 0, z = 0;
  friend Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend Vec3 operator*(double s, Vec3 v) { return {s * v.x, s * v.y, s * v.z}; }
};
inline double dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Vec3 cross(Vec3 a, Vec3 b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }

Vec3 normalised(Vec3);
Vec3 unit_vector(network::Position);
double distance_km(Vec3, Vec3);        // along the sphere; not fit to decide a trial
network::Position position_of(Vec3);  // by exact_math, fit to decide a trial

// Whether the place lies within the box, its edges included.
bool holds(const experiment::Box&, network::Position);
// Uniform on the sphere within the box. Two draws.
Vec3 draw_in(const experiment::Box&, Draws&);

// Points within an angular distance of a centre. `radius` in radians, 0 to pi.
struct Cap {
  Cap(Vec3 centre_, double radius_);
  Vec3 centre;
  double radius, cosine, sine;

  bool holds(Vec3 point) const { return dot(centre, point) >= cosine; }
};

// Whether the arc from a to b, shorter than half a turn, comes into the cap, given that neither end lies there. Of a and b
// only the directions count.
bool arc_touches(Vec3 a, Vec3 b, const Cap&);

// A line of great-circle arcs, each shorter than half a turn, with a cap that holds it all. One point alone is a line too.
class Path {
 public:
  explicit Path(std::span<const network::Position>);
  std::span<const Vec3> points() const { return points_; }
  // A cap of `radius` can touch the line only if its centre's product with centre() is at least near(radius).
  Vec3 centre() const { return centre_; }
  double radius() const { return radius_; }  // of the cap that holds it, radians
  double cosine() const { return cosine_; }  // of the radius
  double sine() const { return sine_; }
  double near(double radius) const;
  bool touches(const Cap&) const;

 private:
  std::vector<Vec3> points_;
  Vec3 centre_;
  double radius_ = 0, cosine_ = 1, sine_ = 0;
};

}  // namespace kaitei::scenario

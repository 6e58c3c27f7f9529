#include "scenario/disc.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "errors.hpp"
#include "scenario/exact_math.hpp"

namespace kaitei::scenario {
namespace {

double tangent(double angle) {
  const auto both = sine_cosine(angle);
  return both.sine / both.cosine;
}

}  // namespace

DiscHazard::DiscHazard(const experiment::Scenario& scenario, const network::Network& network, const network::Graph& graph,
                       const geo::Raster* centres)
    : centres_(scenario, centres, nullptr), radius_(std::min(scenario.disc.radius_km / earth_radius_km, std::numbers::pi)),
      aspect_(scenario.disc.aspect), places_(places(network, graph, scenario.name)) {
  double reach = radius_;
  if (aspect_ != 1) {
    reach = radius_ * std::sqrt(aspect_);
    if (!(radius_ > 0) || reach > 1.5)
      throw UsageError(fmt::format("scenario \"{}\" has an ellipse with the long half axis {:.0f} km (above 0 and at most "
                                   "9500 km is possible); correct radius_km or aspect", scenario.name, reach * earth_radius_km));
    long_tangent_ = tangent(reach);
    short_tangent_ = tangent(radius_ / std::sqrt(aspect_));
  }
  for (const Place& place : places_) near_.push_back(place.path.near(reach));
}

void DiscHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  const Vec3 centre = centres_.draw(draws);
  if (aspect_ == 1) strike_at(centre, failed);
  else strike_ellipse(centre, draws.uniform() * std::numbers::pi, failed);
}

void DiscHazard::strike_at(Vec3 centre, std::vector<Literal>& failed) const {
  const Cap disc(centre, radius_);
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (dot(centre, places_[i].path.centre()) >= near_[i] && places_[i].path.touches(disc))
      failed.push_back(places_[i].element);
}

// A cone over an ellipse: where the axes are scaled by the tangents of the half axes it is round, 45 degrees wide, and
// great circles stay great circles.
void DiscHazard::strike_ellipse(Vec3 centre, double heading, std::vector<Literal>& failed) const {
  const double across = centre.x * centre.x + centre.y * centre.y;
  const Vec3 east = across > 1e-24 ? normalised({-centre.y, centre.x, 0}) : Vec3{0, 1, 0}, north = cross(centre, east);
  const auto way = sine_cosine(heading);
  const Vec3 u = (1 / long_tangent_) * (way.cosine * north + way.sine * east),
             v = (1 / short_tangent_) * (way.cosine * east + (-way.sine) * north);
  const Cap round({0, 0, 1}, std::numbers::pi / 4);
  const auto scaled = [&](Vec3 p) { return Vec3{dot(p, u), dot(p, v), dot(p, centre)}; };
  const auto inside = [](Vec3 p) { return p.z > 0 && p.x * p.x + p.y * p.y <= p.z * p.z; };
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (dot(centre, places_[i].path.centre()) < near_[i]) continue;
    const auto points = places_[i].path.points();
    Vec3 before = scaled(points[0]);
    bool touched = inside(before);
    for (std::size_t k = 1; k < points.size() && !touched; ++k) {
      const Vec3 here = scaled(points[k]);
      touched = inside(here) || arc_touches(before, here, round);
      before = here;
    }
    if (touched) failed.push_back(places_[i].element);
  }
}

}  // namespace kaitei::scenario

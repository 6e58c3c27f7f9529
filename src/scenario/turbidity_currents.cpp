#include "scenario/turbidity_currents.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/shapes.hpp"
#include "network/element_hash.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {
namespace {

constexpr double step_km = 2;  // of the walk down a canyon

double arc_km(Vec3 a, Vec3 b) {
  const Vec3 normal = cross(a, b);
  return std::atan2(std::sqrt(dot(normal, normal)), dot(a, b)) * earth_radius_km;
}

// How far down the canyon, in whole steps, it first comes within `reach` (radians) of the segment; -1 if never.
double first_met_km(const Path& canyon, const Path& segment, double reach) {
  const double near = segment.near(reach);
  double along = 0;
  for (std::size_t i = 1; i < canyon.points().size(); ++i) {
    const Vec3 a = canyon.points()[i - 1], b = canyon.points()[i];
    const double length = arc_km(a, b), steps = std::ceil(length / step_km);
    for (double s = 0; s < steps; ++s) {
      const Vec3 between = (1 - s / steps) * a + s / steps * b;  // near enough to the arc: pieces are some 10 km long
      const Vec3 place = 1 / std::sqrt(dot(between, between)) * between;
      if (dot(place, segment.centre()) >= near && segment.touches(Cap(place, reach))) return along + s / steps * length;
    }
    along += length;
  }
  return -1;
}

}  // namespace

Canyons::Canyons(const experiment::Flows& flows, const network::Network& network, const network::Graph& graph,
                 const std::string& scenario)
    : least_share_(flows.runout_least_share), cut_(flows.cut_probability) {
  std::vector<Place> segments = places(network, graph, scenario);
  std::erase_if(segments, [&](const Place& place) { return graph.elements[place.element].kind != network::ElementKind::segment; });
  const double reach = flows.reach_km / earth_radius_km;
  bool any = false;
  for (const geo::Row& row : geo::read_shapes(flows.canyons, geo::GeometryKind::line).rows) {
    Canyon canyon{Path(row.geometry.parts.at(0)), network::element_hash("canyon:" + row.id()), row.list("triggers"), row.not_negative("runout_km").value_or(flows.unknown_runout_km), {}};
    for (const Place& segment : segments) {
      const double met = first_met_km(canyon.path, segment.path, reach);
      if (met >= 0 && met <= canyon.runout_km)
        canyon.crossings.push_back({met, segment.element, network::element_hash(graph.elements[segment.element].id)});
    }
    std::ranges::stable_sort(canyon.crossings, {}, &Crossing::along_km);
    any = any || !canyon.crossings.empty();
    canyons_.push_back(std::move(canyon));
  }
  if (!any)
    throw UsageError(fmt::format("scenario \"{}\": no segment crosses a canyon of {} within its run-out (no flow could cut "
                                 "anything); name another layer, or raise flow_reach_km", scenario, flows.canyons.string()));
}

bool Canyons::set_off_by(std::size_t canyon, const std::string& trigger) const {
  return std::ranges::find(canyons_[canyon].triggers, trigger) != canyons_[canyon].triggers.end();
}

void Canyons::run(std::size_t number, const Chance& set_off, const Draws& draws, std::vector<Literal>& failed) const {
  const Canyon& canyon = canyons_[number];
  Draws own = draws.of(canyon.hash);
  if (!set_off.happens(own)) return;
  const double runs_km = canyon.runout_km * (least_share_ + own.uniform() * (1 - least_share_));
  for (const Crossing& crossing : canyon.crossings) {
    if (crossing.along_km > runs_km) return;
    Draws of_segment = draws.of(crossing.element_hash);
    if (cut_.happens(of_segment)) failed.push_back(crossing.segment);
  }
}

}  // namespace kaitei::scenario

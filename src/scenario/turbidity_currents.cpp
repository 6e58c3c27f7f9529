#include "scenario/turbidity_currents.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/shapes.hpp"
#include "network/element_hash.hpp"
#include "scenario/exact_math.hpp"
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

// Of a front whose speed falls evenly from the first to the last over the run-out.
double minutes_to(double along_km, double runout_km, const experiment::Flows& flows) {
  constexpr double per_km = 1000.0 / 60;
  const double first = flows.first_speed_m_s, loss = (first - flows.last_speed_m_s) / runout_km;
  // A speed that hardly changes makes the logarithm's quotient inexact.
  if (std::abs(loss * along_km) < 1e-6 * first) return per_km * along_km / first;
  return per_km * logarithm(first / (first - loss * along_km)) / loss;
}

std::optional<Chance> readiness_of(const geo::Row& row) {
  const auto p = row.not_negative("trigger_probability");
  if (p && *p > 1) row.refuse("trigger_probability is above 1", "it is a probability", "correct it");
  return p ? std::optional(Chance(*p)) : std::nullopt;
}

}  // namespace

Canyons::Canyons(const experiment::Flows& flows, const network::Network& network, const network::Graph& graph,
                 const std::string& scenario)
    : least_share_(flows.runout_least_share), spread_(flows.speed_spread), cut_(flows.cut_probability) {
  std::vector<Place> segments = places(network, graph, scenario);
  std::erase_if(segments, [&](const Place& place) { return graph.elements[place.element].kind != network::ElementKind::segment; });
  const double reach = flows.reach_km / earth_radius_km;
  bool any = false;
  for (const geo::Row& row : geo::read_shapes(flows.canyons, geo::GeometryKind::line).rows) {
    Canyon canyon{Path(row.geometry.parts.at(0)), network::element_hash("canyon:" + row.id()), row.list("triggers"), readiness_of(row),
                  row.not_negative("runout_km").value_or(flows.unknown_runout_km), {}};
    for (const Place& segment : segments) {
      const double met = first_met_km(canyon.path, segment.path, reach);
      if (met < 0 || met > canyon.runout_km) continue;
      const double minutes = minutes_to(met, canyon.runout_km, flows);
      latest_minutes_ = std::max(latest_minutes_, static_cast<std::uint32_t>(minutes / (1 - spread_)) + 1);
      canyon.crossings.push_back({met, minutes, segment.element, network::element_hash(graph.elements[segment.element].id)});
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

void Canyons::run(std::size_t number, const Chance& set_off, const Draws& draws, std::vector<Loss>& losses) const {
  const Canyon& canyon = canyons_[number];
  Draws own = draws.of(canyon.hash);
  if (!set_off.happens(own)) return;
  const double runs_km = canyon.runout_km * (least_share_ + own.uniform() * (1 - least_share_));
  const double faster = 1 + spread_ * (2 * own.uniform() - 1);
  for (const Crossing& crossing : canyon.crossings) {
    if (crossing.along_km > runs_km) return;
    Draws of_segment = draws.of(crossing.element_hash);
    if (cut_.happens(of_segment)) losses.push_back({crossing.segment, static_cast<std::uint32_t>(crossing.minutes / faster)});
  }
}

}  // namespace kaitei::scenario

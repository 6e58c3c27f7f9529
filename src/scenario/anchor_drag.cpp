#include "scenario/anchor_drag.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/hazard_layers.hpp"
#include "network/element_hash.hpp"
#include "scenario/exact_math.hpp"
#include "scenario/hazard_files.hpp"
#include "scenario/track.hpp"

namespace kaitei::scenario {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double longest_km = 10'000;
constexpr double piece_km = 5;  // tracks are cut so fine, to be within the area or not

double angle_between(Vec3 a, Vec3 b) {
  const Vec3 n = cross(a, b);
  return arctangent(std::sqrt(dot(n, n)), dot(a, b));
}

// Clockwise from north, of the way from a to b.
double heading_of(Vec3 a, Vec3 b) {
  const Vec3 east{-a.y, a.x, 0}, north = cross(a, east);
  return arctangent(dot(east, b), dot(north, b));
}

}  // namespace

AnchorDragHazard::AnchorDragHazard(const experiment::Scenario& scenario, const network::Network& network,
                                   const network::Graph& graph, HazardFiles& files)
    : settings_(scenario.anchor_drag), width_(scenario.anchor_drag.width_km / earth_radius_km),
      cut_(scenario.anchor_drag.cut_probability), interdicted_(scenario.anchor_drag.interdiction_probability),
      heights_(files.heights(scenario)), land_(files.land(scenario)) {
  if (settings_.tracks.empty()) centres_.emplace(scenario, files.centres(scenario).get(), heights_.get());
  else take_tracks(scenario);
  for (Place& place : places(network, graph, scenario.name)) {
    const network::Element& element = graph.elements[place.element];
    if (element.kind == network::ElementKind::segment)
      cables_.push_back({std::move(place), network::element_hash(element.id)});
  }
  if (cables_.empty())
    throw UsageError(fmt::format("scenario \"{}\" drags anchors, and no segment of the network has a place (an anchor cuts "
                                 "segments alone); use a kind of scenario without geography", scenario.name));
}

void AnchorDragHazard::take_tracks(const experiment::Scenario& scenario) {
  std::vector<double> lengths;
  for (const geo::LineFeature& feature : geo::read_line_features(settings_.tracks, ""))
    for (const auto& line : feature.lines)
      for (std::size_t i = 1; i < line.size(); ++i) {
        const Vec3 a = unit_vector(line[i - 1]), b = unit_vector(line[i]);
        const double length = angle_between(a, b);
        const int count = std::max(1, static_cast<int>(std::ceil(length * earth_radius_km / piece_km)));
        const double heading = heading_of(a, b);
        Vec3 from = a;
        for (int k = 1; k <= count; ++k) {
          const Vec3 to = k == count ? b : Track::along(a, heading, length * k / count, 0).to();
          const network::Position middle = position_of(normalised(from + to));
          const auto height = heights_ ? heights_->at(middle) : std::nullopt;
          if (holds(scenario.box, middle) && (!heights_ || (height && *height < 0)) && length > 0) {
            pieces_.push_back({from, to});
            lengths.push_back(length / count);
          }
          from = to;
        }
      }
  if (pieces_.empty())
    throw UsageError(fmt::format("scenario \"{}\" can begin nowhere (no line of {} lies in its area{}); widen the area",
                                 scenario.name, settings_.tracks.string(), heights_ ? ", in the water" : ""));
  piece_.emplace(lengths);
}

AnchorDragHazard::Start AnchorDragHazard::draw_start(Draws& draws) const {
  if (centres_) return {centres_->draw(draws), 0};
  const Piece& piece = pieces_[piece_->choose(draws)];
  const double along = draws.uniform();
  const Vec3 place = normalised((1 - along) * piece.from + along * piece.to);
  return {place, heading_of(place, along < 0.5 ? piece.to : 2.0 * place - piece.from)};
}

double AnchorDragHazard::draw_length(Draws& draws) const {
  using experiment::LengthDistribution;
  const double mean = settings_.length_km, u = 1 - draws.uniform(), v = draws.uniform();  // u in (0, 1]
  double km = mean;
  if (settings_.length_distribution == LengthDistribution::exponential) km = -mean * logarithm(u);
  if (settings_.length_distribution == LengthDistribution::lognormal) {
    // Box and Muller (1958); the mean of e^(sigma z) is e^(sigma^2 / 2).
    const double sigma = settings_.length_sigma;
    const double z = std::sqrt(-2 * logarithm(u)) * sine_cosine(2 * std::numbers::pi * v).cosine;
    km = mean * exponential(sigma * z - sigma * sigma / 2);
  }
  return std::min(km, longest_km) / earth_radius_km;
}

bool AnchorDragHazard::reaches(Vec3 place) const {
  if (!heights_) return true;
  const auto height = heights_->at(position_of(place));
  return height && *height < 0 && -*height <= settings_.deepest_m;
}

void AnchorDragHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  bool stopped = interdicted_.happens(draws);
  auto [place, line_heading] = draw_start(draws);
  if (land_ && land_->holds(place)) stopped = true;
  for (std::uint32_t drag = 0; drag < settings_.drags && !stopped; ++drag) {
    const double off = (2 * draws.uniform() - 1) * settings_.heading_spread_degrees;
    const double heading = (drag == 0 ? line_heading : 0) + (settings_.heading_degrees + off) * degree;
    Track track = Track::along(place, heading, draw_length(draws), width_);
    if (land_)
      if (const auto coast = land_->first_coast(track)) {
        track = Track(place, *coast, width_);
        stopped = true;
      }
    for (const Cable& cable : cables_) {
      if (!track.near(cable.place.path) || !track.meets(cable.place.path, [&](Vec3 p) { return reaches(p); })) continue;
      Draws own = draws.of(cable.hash);
      for (std::uint32_t earlier = 0; earlier < drag; ++earlier) own.next();
      if (cut_.happens(own)) failed.push_back(cable.place.element);
    }
    place = track.to();
  }
}

}  // namespace kaitei::scenario

#include "scenario/copula.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "errors.hpp"
#include "network/element_hash.hpp"
#include "scenario/exact_math.hpp"
#include "scenario/independent.hpp"
#include "scenario/normal.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {
namespace {

constexpr std::size_t most_segments = 5000;

double chord(Vec3 a, Vec3 b) {
  const Vec3 difference = a + -1 * b;
  return std::sqrt(dot(difference, difference));
}

}  // namespace

Vec3 middle_of(const Path& path) {
  const auto points = path.points();
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) length += chord(points[i - 1], points[i]);
  double left = length / 2;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double step = chord(points[i - 1], points[i]);
    if (step > 0 && left <= step) {
      const Vec3 at = points[i - 1] + left / step * (points[i] + -1 * points[i - 1]);
      return 1 / std::sqrt(dot(at, at)) * at;
    }
    left -= step;
  }
  return points.back();
}

std::vector<std::vector<double>> correlation_root(const std::vector<Vec3>& points, double length_km) {
  const std::size_t n = points.size();
  std::vector<std::vector<double>> root(n);
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<double>& column = root[j];
    for (std::size_t i = j; i < n; ++i)
      column.push_back(exponential(-std::min(earth_radius_km * chord(points[i], points[j]) / length_km, 600.0)));
    for (std::size_t k = 0; k < j; ++k) {
      const double factor = root[k][j - k];
      for (std::size_t i = j; i < n; ++i) column[i - j] -= root[k][i - k] * factor;
    }
    // Nothing of its own is left where a point lies on an earlier one.
    const double pivot = column[0];
    const double scale = pivot < 1e-12 ? 0 : 1 / std::sqrt(pivot);
    for (double& entry : column) entry *= scale;
  }
  return root;
}

CopulaHazard::CopulaHazard(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                           const network::Network& network, const network::Graph& graph) {
  const std::vector<double> probabilities = failure_probabilities(experiment, network, graph);
  std::map<Literal, Vec3> middles;
  for (const Place& place : places(network, graph, scenario.name)) middles[place.element] = middle_of(place.path);
  std::vector<Vec3> points;
  for (Literal e = 0; e < graph.elements.size(); ++e) {
    const network::Element& element = graph.elements[e];
    const double p = probabilities[e];
    if (p == 0) continue;
    if (element.kind != network::ElementKind::segment || p == 1) {
      others_.add(element.id, p, {e});
      continue;
    }
    if (!middles.contains(e))
      throw UsageError("scenario \"" + scenario.name + "\" needs the position of \"" + element.id +
                       "\" (correlation falls off with distance); give its nodes coordinates");
    segments_.push_back(e);
    streams_.push_back(network::element_hash(element.id));
    limits_.push_back(normal_quantile(p));
    points.push_back(middles.at(e));
  }
  if (segments_.size() > most_segments)
    throw UsageError("scenario \"" + scenario.name + "\" correlates " + std::to_string(segments_.size()) +
                     " segments (the work grows with the square of their number); at most 5000 may have a probability above 0");
  root_ = correlation_root(points, scenario.copula.length_km);
}

void CopulaHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  const std::size_t n = segments_.size();
  std::vector<double> normal(n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    Draws own = draws.of(streams_[j]);
    const double z = normal_quantile((static_cast<double>(own.next() >> 12) + 0.5) * 0x1p-52);
    for (std::size_t i = j; i < n; ++i) normal[i] += root_[j][i - j] * z;
  }
  for (std::size_t i = 0; i < n; ++i)
    if (normal[i] < limits_[i]) failed.push_back(segments_[i]);
  others_.strike(draws, failed);
}

}  // namespace kaitei::scenario

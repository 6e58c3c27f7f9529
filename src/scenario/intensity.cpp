#include "scenario/intensity.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "errors.hpp"
#include "network/element_hash.hpp"
#include "scenario/exact_math.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {

using experiment::IntensityMeasure;

double intensity_along(const Path& path, const geo::Raster& raster, IntensityMeasure measure) {
  const auto points = path.points();
  const bool greatest = measure == IntensityMeasure::greatest;
  if (points.size() == 1) return greatest ? raster.at(position_of(points[0])).value_or(0) : 0;
  const double step = std::min(raster.cell_width(), raster.cell_height()) / 32 * (std::numbers::pi / 180);
  double most = 0, integral = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Vec3 a = points[i - 1], b = points[i], chord = b - a;
    const double half = std::min(std::sqrt(dot(chord, chord)) / 2, 1.0);
    const double angle = 2 * arctangent(half, std::sqrt(1 - half * half));
    // Steps are equal along the chord, and along the arc weighed by how far it is from there.
    const int count = std::max(1, static_cast<int>(std::ceil(angle / step)));
    for (int k = 0; k < count; ++k) {
      const double along = (k + 0.5) / count;
      const Vec3 on_chord = (1 - along) * a + along * b;
      const double value = raster.at(position_of(normalised(on_chord))).value_or(0);
      most = std::max(most, value);
      integral += value * (2 * half * std::sqrt(1 - half * half)) / (count * dot(on_chord, on_chord));
    }
  }
  return greatest ? most : integral * earth_radius_km;
}

double fragility(double intensity, double median, double beta) {
  return intensity > 0 ? std::erfc(-std::log(intensity / median) / beta / std::numbers::sqrt2) / 2 : 0;
}

IntensityHazard::IntensityHazard(const experiment::Scenario& scenario, const network::Network& network,
                                 const network::Graph& graph, const geo::Raster& raster) {
  const experiment::Intensity& settings = scenario.intensity;
  for (const Place& place : places(network, graph, scenario.name)) {
    const double intensity = intensity_along(place.path, raster, settings.measure);
    if (!(intensity > 0)) continue;
    exposed_.push_back({place.element, network::element_hash(graph.elements[place.element].id),
                        Chance(fragility(intensity, settings.median, settings.beta))});
  }
  if (exposed_.empty())
    throw UsageError(fmt::format("scenario \"{}\" strikes nothing (band {} of {} is 0 or without data wherever an element "
                                 "lies); choose another band or raster", scenario.name, scenario.band, settings.file.string()));
}

void IntensityHazard::strike(Draws& draws, std::vector<Literal>& failed) const {
  for (const Exposed& element : exposed_) {
    Draws own = draws.of(element.hash);
    if (element.fails.happens(own)) failed.push_back(element.element);
  }
}

}  // namespace kaitei::scenario

#include "scenario/independent.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "errors.hpp"

namespace kaitei::scenario {
namespace {

using experiment::FailureSettings;
using network::Network;

constexpr double days_per_year = 365.25;

double segment_faults_per_year(const network::Segment& segment, const experiment::Experiment& experiment,
                               const auto& rates) {
  std::array<double, 3> shares{};
  if (segment.depth_shares) shares = *segment.depth_shares;
  else shares[static_cast<std::size_t>(experiment.network.unknown_depth)] = 1;
  const double rate = shares[0] * rates.shallow_faults_per_1000km_year +
                      shares[1] * rates.slope_faults_per_1000km_year +
                      shares[2] * rates.deep_faults_per_1000km_year;
  return rate * segment.length_km / 1000;
}

double segment_probability(const network::Segment& segment, const experiment::Experiment& experiment,
                           const Network& network) {
  const FailureSettings& failure = experiment.failure;
  const auto probability = [&](const auto& rates) {
    return failure_probability(failure, segment_faults_per_year(segment, experiment, rates), rates.segment_repair_days);
  };
  for (const experiment::SystemRates& own : failure.rates)
    if (std::ranges::find(own.systems, network[segment.system].id) != own.systems.end()) return probability(own);
  return probability(failure);
}

double link_probability(const network::Link& link, const FailureSettings& failure) {
  if (link.failure_probability) return *link.failure_probability;
  if (link.kind != network::LinkKind::backhaul)
    return failure_probability(failure, failure.wireless_faults_per_year, failure.wireless_repair_days);
  if (failure.backhaul_faults_per_1000km_year == 0) return 0;
  if (!link.length_km)
    throw DataError("links: feature \"" + link.id +
                    "\" has no length_km (its fault rate is per 1000 km); give a length, a failure_probability, or an "
                    "explicit probability for \"link:" + link.id + "\"");
  return failure_probability(failure, failure.backhaul_faults_per_1000km_year * *link.length_km / 1000,
                             failure.backhaul_repair_days);
}

double modelled_probability(const network::Element& element, const experiment::Experiment& experiment,
                            const Network& network) {
  const FailureSettings& failure = experiment.failure;
  switch (element.kind) {
    case network::ElementKind::segment:
      return segment_probability(network.segments[element.index], experiment, network);
    case network::ElementKind::station:
      return failure_probability(failure, failure.station_faults_per_year, failure.station_repair_days);
    case network::ElementKind::feed:
      return failure_probability(failure, failure.feed_faults_per_year, failure.feed_repair_days);
    case network::ElementKind::link: break;
  }
  return link_probability(network.links[element.index], failure);
}

}  // namespace

double failure_probability(const FailureSettings& failure, double faults_per_year, double repair_days) {
  if (failure.mode == experiment::FailureMode::window)
    return -std::expm1(-faults_per_year * failure.exposure_days / days_per_year);
  const double load = faults_per_year * repair_days / days_per_year;
  return load / (1 + load);
}

std::vector<double> failure_probabilities(const experiment::Experiment& experiment, const Network& network,
                                          const network::Graph& graph) {
  std::map<std::string, double> stated = experiment.failure.probabilities;
  std::vector<double> probabilities;
  for (const network::Element& element : graph.elements) {
    const auto found = stated.find(element.id);
    if (found == stated.end()) {
      probabilities.push_back(modelled_probability(element, experiment, network));
    } else {
      probabilities.push_back(found->second);
      stated.erase(found);
    }
  }
  if (!stated.empty())
    throw UsageError("failure.probabilities names \"" + stated.begin()->first +
                     "\" (the network has no such element); `kaitei inspect --json` lists them");
  return probabilities;
}

}  // namespace kaitei::scenario

#include "catch.hpp"

#include <cmath>

#include "errors.hpp"
#include "scenario/independent.hpp"

using namespace kaitei;
using experiment::Experiment;
using scenario::failure_probabilities;
using scenario::failure_probability;

namespace {

// One 2,000 km segment between two stations, one backhaul and one microwave link.
network::Network line(std::optional<std::array<double, 3>> shares) {
  network::Network n;
  n.nodes.push_back({.id = "a"});
  n.nodes.push_back({.id = "b"});
  n.systems.push_back({.id = "s"});
  n.segments.push_back({.id = "s1", .from = {0}, .to = {1}, .length_km = 2000, .depth_shares = shares});
  n.links.push_back({.id = "l", .from = {0}, .to = {1}, .length_km = 500});
  n.links.push_back({.id = "m", .kind = network::LinkKind::microwave, .from = {0}, .to = {1}});
  return n;
}

Experiment rates() {
  Experiment e;
  e.failure.shallow_faults_per_1000km_year = 0.8;
  e.failure.slope_faults_per_1000km_year = 0.2;
  e.failure.deep_faults_per_1000km_year = 0.04;
  e.failure.segment_repair_days = 36.525;
  e.failure.station_faults_per_year = 0.1;
  e.failure.station_repair_days = 3.6525;
  e.failure.backhaul_faults_per_1000km_year = 2;
  e.failure.backhaul_repair_days = 0.36525;
  e.failure.wireless_faults_per_year = 4;
  e.failure.wireless_repair_days = 3.6525;
  return e;
}

double probability_of(const std::string& id, const Experiment& e, const network::Network& n) {
  const network::Graph graph = network::lower(n, {});
  const std::vector<double> p = failure_probabilities(e, n, graph);
  for (std::size_t i = 0; i < p.size(); ++i)
    if (graph.elements[i].id == id) return p[i];
  throw std::out_of_range(id);
}

}  // namespace

TEST_CASE("Snapshot: the unavailability of an element with faults and repairs") {
  experiment::FailureSettings f;
  CHECK(failure_probability(f, 1, 365.25) == Approx(0.5));
  CHECK(failure_probability(f, 0.1, 36.525) == Approx(0.01 / 1.01));
  CHECK(failure_probability(f, 0, 30) == 0);
}

TEST_CASE("Window: at least one fault in the exposure") {
  experiment::FailureSettings f{.mode = experiment::FailureMode::window, .exposure_days = 365.25};
  CHECK(failure_probability(f, 1, 0) == Approx(1 - std::exp(-1)));
  CHECK(failure_probability(f, 1e-12, 0) == Approx(1e-12));
}

TEST_CASE("Each kind of element fails at its own rate") {
  const auto n = line(std::array<double, 3>{0.25, 0.25, 0.5});
  const double load = 2 * (0.25 * 0.8 + 0.25 * 0.2 + 0.5 * 0.04) * 0.1;
  CHECK(probability_of("segment:s1", rates(), n) == Approx(load / (1 + load)));
  CHECK(probability_of("station:a", rates(), n) == Approx(0.001 / 1.001));
  CHECK(probability_of("link:l", rates(), n) == Approx(0.001 / 1.001));
  CHECK(probability_of("link:m", rates(), n) == Approx(0.04 / 1.04));
}

TEST_CASE("Unknown depth takes the class the experiment names") {
  Experiment e = rates();
  e.network.unknown_depth = experiment::DepthClass::deep;
  CHECK(probability_of("segment:s1", e, line({})) == Approx(0.008 / 1.008));
}

TEST_CASE("A system's own rates stand in for the others', depth by depth") {
  Experiment e = rates();
  e.failure.rates.push_back({.name = "other", .systems = {"t"}, .shallow_faults_per_1000km_year = 99});
  e.failure.rates.push_back({.name = "own", .systems = {"t2", "s"}, .shallow_faults_per_1000km_year = 6,
                             .slope_faults_per_1000km_year = 4, .deep_faults_per_1000km_year = 2,
                             .segment_repair_days = 73.05});
  const double load = 2 * (0.25 * 6 + 0.25 * 4 + 0.5 * 2) * 0.2;
  CHECK(probability_of("segment:s1", e, line(std::array<double, 3>{0.25, 0.25, 0.5})) == Approx(load / (1 + load)));
  e.network.unknown_depth = experiment::DepthClass::slope;
  CHECK(probability_of("segment:s1", e, line({})) == Approx(1.6 / 2.6));
  e.failure.mode = experiment::FailureMode::window;
  e.failure.exposure_days = 36.525;
  CHECK(probability_of("segment:s1", e, line({})) == Approx(1 - std::exp(-0.8)));
  CHECK(probability_of("station:a", e, line({})) == Approx(1 - std::exp(-0.01)));
  e.failure.probabilities["segment:s1"] = 0.75;
  CHECK(probability_of("segment:s1", e, line({})) == 0.75);
}

TEST_CASE("An explicit probability replaces the rate; one for nothing is refused") {
  Experiment e = rates();
  e.failure.probabilities["segment:s1"] = 0.75;
  CHECK(probability_of("segment:s1", e, line({})) == 0.75);
  e.failure.probabilities["segment:s2"] = 0.5;
  CHECK_THROWS_WITH(probability_of("segment:s1", e, line({})), ContainsSubstring("segment:s2"));
}

TEST_CASE("A link's own probability stands in every mode, unless the experiment states another") {
  network::Network n = line({});
  n.links[0].failure_probability = 0.3;
  n.links[0].length_km.reset();
  Experiment e = rates();
  CHECK(probability_of("link:l", e, n) == 0.3);
  e.failure.mode = experiment::FailureMode::window;
  CHECK(probability_of("link:l", e, n) == 0.3);
  e.failure.probabilities["link:l"] = 0.1;
  CHECK(probability_of("link:l", e, n) == 0.1);
}

TEST_CASE("A backhaul link without length is refused only where its length matters") {
  auto n = line({});
  n.links[0].length_km.reset();
  CHECK_THROWS_AS(probability_of("link:l", rates(), n), DataError);
  Experiment e = rates();
  e.failure.backhaul_faults_per_1000km_year = 0;
  CHECK(probability_of("link:l", e, n) == 0);
}

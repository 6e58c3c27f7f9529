#include "catch.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "errors.hpp"
#include "network/element_hash.hpp"
#include "scenario/earthquake.hpp"
#include "scenario/failure_sets.hpp"

using namespace kaitei;
using namespace kaitei::scenario;

namespace {

class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& text) : path(std::filesystem::temp_directory_path() / name) {
    std::ofstream(path) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

std::string collection(const std::string& features) {
  std::string text = R"({"type":"FeatureCollection","features":[)";
  text += features;
  return text += "]}";
}

// Two zones on the equator, the second with three times the rate and another law.
const char* two_zones = R"(
  {"type":"Feature","properties":{"id":"a","rate_m6_per_year":0.1,"b":1.0,"mmax":8.0},
   "geometry":{"type":"Polygon","coordinates":[[[10,-1],[12,-1],[12,1],[10,1],[10,-1]]]}},
  {"type":"Feature","properties":{"id":"b","rate_m6_per_year":0.3,"b":0.7,"mmax":9.0},
   "geometry":{"type":"Polygon","coordinates":[[[20,-1],[22,-1],[22,1],[20,1],[20,-1]]]}})";

// A canyon due south from the equator at 30 degrees east; the run-out is 400 km.
const char* canyon = R"(
  {"type":"Feature","properties":{"id":"deep","triggers":"earthquake;river_flood","runout_km":400},
   "geometry":{"type":"LineString","coordinates":[[30,0],[30,-1],[30,-2],[30,-3],[30,-4]]}})";

// Segments across the canyon 111 km and 300 km below its head, and one far from it.
network::Network network_with(const std::vector<double>& latitudes) {
  network::Network n;
  n.nodes.push_back({.id = "w", .position = {25, 0}});
  n.nodes.push_back({.id = "e", .position = {35, 0}});
  n.systems.push_back({.id = "s"});
  for (const double latitude : latitudes) {
    network::Segment segment{.id = fmt::format("s{}", n.segments.size()), .from = {0}, .to = {1}};
    segment.line = {{27, latitude}, {30, latitude}, {33, latitude}};
    n.segments.push_back(segment);
  }
  return n;
}

experiment::Scenario scenario_of(experiment::ScenarioKind kind, const std::filesystem::path& canyons) {
  experiment::Scenario s{.name = "test", .kind = kind};
  s.flows.canyons = canyons;
  s.flows.reach_km = 5;
  return s;
}

// [segment id] -> times cut in `trials` trials.
std::map<std::string, double> cuts(const Hazard& hazard, const network::Graph& graph, const experiment::Scenario& scenario,
                                   std::uint64_t trials) {
  const FailureSets sets(hazard, graph, scenario, 7);
  std::map<std::string, double> count;
  std::vector<Literal> failed;
  for (std::uint64_t t = 0; t < trials; ++t) {
    sets.struck(t, failed);
    for (const Literal e : failed) ++count[graph.elements[e].id];
  }
  return count;
}

void expect(double count, double p, double trials) {
  CAPTURE(count / trials, p);
  CHECK(std::abs(count - trials * p) <= 5 * std::sqrt(trials * p * (1 - p)));
}

constexpr std::uint64_t trials = 40'000;
const network::LoweringOptions plain{};

}  // namespace

TEST_CASE("Zones are struck by their rates, and magnitudes follow the truncated Gutenberg-Richter law") {
  const TemporaryFile file("kaitei-zones.geojson", collection(two_zones));
  const SeismicZones zones(file.path);
  CHECK(zones.events_per_year() == Approx(0.4));
  double in_b = 0, strong_a = 0, strong_b = 0, south = 0;
  for (std::uint64_t t = 0; t < trials; ++t) {
    Draws draws(1, 2, t);
    const Earthquake quake = zones.draw(draws);
    const network::Position p = position_of(quake.epicentre);
    const bool b = p.longitude > 15;
    in_b += b;
    south += p.latitude < 0;
    (b ? strong_b : strong_a) += quake.magnitude >= 7;
    CHECK(quake.magnitude >= 6);
    CHECK(quake.magnitude <= (b ? 9 : 8) + 1e-9);
    CHECK((b ? p.longitude > 20 - 1e-9 && p.longitude < 22 + 1e-9 : p.longitude > 10 - 1e-9 && p.longitude < 12 + 1e-9));
  }
  const auto law = [](double b, double largest) {
    const double beyond = std::pow(10, -b * (largest - 6));
    return (std::pow(10, -b) - beyond) / (1 - beyond);
  };
  expect(in_b, 0.75, trials);
  expect(south, 0.5, trials);
  expect(strong_a, 0.25 * law(1.0, 8), trials);
  expect(strong_b, 0.75 * law(0.7, 9), trials);
}

TEST_CASE("A flow reaches a segment as often as its run-out is long enough, and then cuts it by chance") {
  const TemporaryFile file("kaitei-canyon.geojson", collection(canyon));
  const network::Network n = network_with({-1, -2.7, 5});
  const network::Graph graph = network::lower(n, plain);
  auto scenario = scenario_of(experiment::ScenarioKind::turbidity_current, file.path);
  scenario.flows.cut_probability = 0.6;
  const TurbidityCurrentHazard hazard(scenario, n, graph);
  const auto count = cuts(hazard, graph, scenario, trials);
  // 300 km of 400, less the 5 km of reach and at most a step of 2 km.
  const double far = 2.7 * 111.195 - 5;
  expect(count.at("segment:s0"), 0.6, trials);
  CHECK(count.at("segment:s1") / trials > 0.6 * (1 - (far + 2) / 400) / 0.5 - 0.013);
  CHECK(count.at("segment:s1") / trials < 0.6 * (1 - far / 400) / 0.5 + 0.013);
  CHECK_FALSE(count.contains("segment:s2"));
  scenario.flows.trigger = experiment::FlowTrigger::storm;
  CHECK_THROWS_AS(TurbidityCurrentHazard(scenario, n, graph), UsageError);
}

TEST_CASE("An earthquake sets off flows within reach, which may grow with its magnitude") {
  const TemporaryFile file("kaitei-canyon2.geojson", collection(canyon));
  const network::Network n = network_with({-1});
  const network::Graph graph = network::lower(n, plain);
  auto scenario = scenario_of(experiment::ScenarioKind::earthquake, file.path);
  scenario.box = {.west = 30.5, .east = 30.5, .south = 0, .north = 0};  // 55.6 km from the head
  scenario.flows.cut_probability = 0.5;
  scenario.quake.trigger_probability = 0.4;
  const auto struck = [&] { return cuts(EarthquakeHazard(scenario, n, graph), graph, scenario, trials)["segment:s0"]; };
  expect(struck(), 0.2, trials);
  scenario.sampling.events = 2;
  expect(struck(), 1 - 0.8 * 0.8, trials);
  scenario.sampling.events = 1;
  scenario.quake.trigger_distance_km = 50;
  CHECK(struck() == 0);
  scenario.quake.distance_growth = 0.1;  // 50 km at M 6 are 62.9 km at M 7
  expect(struck(), 0.2, trials);
  scenario.quake.magnitude = 6.1;
  CHECK(struck() == 0);
}

TEST_CASE("Slides cut what lies near, beside the flows; years with zones make a Poisson number of earthquakes") {
  const TemporaryFile file("kaitei-zones2.geojson", collection(two_zones));
  const network::Network n = network_with({0});
  const network::Graph graph = network::lower(n, plain);
  auto scenario = scenario_of(experiment::ScenarioKind::earthquake, {});
  scenario.quake.slide_distance_km = 30;
  scenario.quake.slide_probability = 0.3;
  scenario.box = {.west = 30, .east = 30, .south = 0.2, .north = 0.2};
  expect(cuts(EarthquakeHazard(scenario, n, graph), graph, scenario, trials)["segment:s0"], 0.3, trials);
  scenario.quake.zones = file.path;
  scenario.quake.exposure_years = 5;
  scenario.quake.slide_distance_km = 20000;
  const EarthquakeHazard hazard(scenario, n, graph);
  CHECK(hazard.mean_events() == Approx(2));
  expect(cuts(hazard, graph, scenario, trials)["segment:s0"], 1 - std::exp(-2 * 0.3), trials);
  scenario.quake.exposure_years = 1000;
  CHECK_THROWS_AS(FailureSets(EarthquakeHazard(scenario, n, graph), graph, scenario, 1), UsageError);
}

// At one speed throughout and without spread a front comes by after way / speed; falling evenly from a to b over a run-out X it
// takes X / (a - b) log(a / v) to where it has speed v.
TEST_CASE("Losses come in the order in which the front passes, when it does") {
  const TemporaryFile file("kaitei-canyon4.geojson", collection(canyon));
  const network::Network n = network_with({-1, -2.7});
  const network::Graph graph = network::lower(n, plain);
  auto scenario = scenario_of(experiment::ScenarioKind::turbidity_current, file.path);
  scenario.flows.cut_probability = 1;
  scenario.flows.runout_least_share = 1;
  scenario.flows.speed_spread = 0;
  const auto times = [&] {
    const TurbidityCurrentHazard hazard(scenario, n, graph);
    std::vector<Loss> losses;
    Draws draws(1, 2, 3);
    hazard.strike_in_time(draws, losses);
    REQUIRE(losses.size() == 2);
    CHECK(graph.elements[losses[0].element].id == "segment:s0");
    CHECK(losses[1].minutes <= hazard.latest_minutes());
    return std::pair(losses[0].minutes, losses[1].minutes);
  };
  const double near = 111.195 - 5, far = 2.7 * 111.195 - 5, step = 2;  // km: where the front comes within flow_reach_km
  const auto within = [](std::uint32_t minutes, double least, double most) { return minutes > least - 1 && minutes < most + 1; };
  scenario.flows.first_speed_m_s = scenario.flows.last_speed_m_s = 10;
  auto [first, second] = times();
  CHECK(within(first, near / 0.6, (near + step) / 0.6));
  CHECK(within(second, far / 0.6, (far + step) / 0.6));
  scenario.flows.last_speed_m_s = 5;
  std::tie(first, second) = times();
  const auto falling = [](double km) { return 400 / 5.0 * std::log(10 / (10 - 5 * km / 400)) * 1000 / 60; };
  CHECK(within(first, falling(near), falling(near + step)));
  CHECK(within(second, falling(far), falling(far + step)));
}

TEST_CASE("Losses are counted by time, the first, the second and the last, threads or not") {
  const TemporaryFile file("kaitei-canyon5.geojson", collection(canyon));
  const network::Network n = network_with({-1, -2.7});
  const network::Graph graph = network::lower(n, plain);
  auto scenario = scenario_of(experiment::ScenarioKind::turbidity_current, file.path);
  scenario.flows.cut_probability = 0.6;
  scenario.flows.runout_least_share = 1;
  const TurbidityCurrentHazard hazard(scenario, n, graph);
  const FailureSets sets(hazard, graph, scenario, 7);
  const SampledLists lists = sample_lists(sets, {0, trials}, false, 1);
  const auto total = [&](std::size_t row) {
    double sum = 0;
    for (const std::uint64_t count : lists.loss_ticks.rows[row]) sum += static_cast<double>(count);
    return sum;
  };
  expect(total(0), 1 - 0.4 * 0.4, trials);
  expect(total(1), 0.6 * 0.6, trials);
  CHECK(total(2) == 0);
  CHECK(total(most_losses) == total(0));
  CHECK(sample_lists(sets, {0, trials}, false, 3).loss_ticks == lists.loss_ticks);
  LossTicks later = sample_lists(sets, {0, trials}, false, 1, 1024).loss_ticks;
  const LossTicks begin = sample_lists(sets, {0, 1024}, false, 1).loss_ticks;
  later += begin;
  CHECK(later == lists.loss_ticks);
  LossTicks unpacked = sets.no_losses();
  unpacked.unpack(later.pack());
  CHECK(unpacked == later);
  CHECK_THROWS_AS(later += LossTicks::until(10), std::invalid_argument);
  std::vector<Literal> plainly, timed;
  for (std::uint64_t t = 0; t < 100; ++t) {
    sets.struck(t, plainly);
    sets.struck_in_time(t, timed, nullptr);
    CHECK(plainly == timed);
  }
}

TEST_CASE("A canyon's own readiness stands in place of the common one, if asked") {
  std::string ready = canyon;
  ready.insert(ready.find("\"runout_km\""), "\"trigger_probability\":0.2,");
  const TemporaryFile file("kaitei-canyon6.geojson", collection(ready));
  const network::Network n = network_with({-1});
  const network::Graph graph = network::lower(n, plain);
  auto scenario = scenario_of(experiment::ScenarioKind::earthquake, file.path);
  scenario.box = {.west = 30.5, .east = 30.5, .south = 0, .north = 0};
  scenario.flows.cut_probability = 1;
  scenario.quake.trigger_probability = 0.7;
  const auto struck = [&] { return cuts(EarthquakeHazard(scenario, n, graph), graph, scenario, trials)["segment:s0"]; };
  expect(struck(), 0.7, trials);
  scenario.quake.trigger_by_canyon = true;
  expect(struck(), 0.2, trials);
}

TEST_CASE("Zones and canyons that cannot be meant are refused") {
  const auto refused = [](const std::string& features) {
    const TemporaryFile file("kaitei-zones3.geojson", collection(features));
    CHECK_THROWS_AS(SeismicZones(file.path), DataError);
  };
  const std::string square = R"("geometry":{"type":"Polygon","coordinates":[[[10,-1],[12,-1],[12,1],[10,1],[10,-1]]]}})";
  refused(R"({"type":"Feature","properties":{"id":"a","b":1.0,"mmax":8.0},)" + square);
  refused(R"({"type":"Feature","properties":{"id":"a","rate_m6_per_year":1,"b":1.0,"mmax":5.0},)" + square);
  refused(R"({"type":"Feature","properties":{"id":"a","rate_m6_per_year":0,"b":1.0,"mmax":8.0},)" + square);
  const TemporaryFile file("kaitei-canyon3.geojson", collection(canyon));
  const network::Network n = network_with({5});
  const network::Graph graph = network::lower(n, plain);
  CHECK_THROWS_AS(TurbidityCurrentHazard(scenario_of(experiment::ScenarioKind::turbidity_current, file.path), n, graph), UsageError);
}

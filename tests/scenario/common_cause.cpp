// Hazards of sets that fail together, against their closed forms.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "errors.hpp"
#include "scenario/failure_sets.hpp"
#include "scenario/hazard_files.hpp"

using namespace kaitei;
using experiment::ScenarioKind;

namespace {

constexpr std::uint64_t trials = 40'000;

// Three one-segment cables between two stations on the equator, the second as far from the first as the third from the
// second; each with a power section fed from both ends.
network::Network cables() {
  network::Network n;
  n.nodes = {{.id = "west", .position = {120, 0}}, {.id = "east", .position = {121, 0}}};
  for (std::uint32_t i = 0; i < 3; ++i) {
    const std::string id(1, static_cast<char>('a' + i));
    n.systems.push_back({.id = id, .owners = {i == 0 ? "Harbour Telecom" : "Island Telecom"}});
    const double latitude = i;
    n.segments.push_back({.id = id + "1", .system = {i}, .from = {0}, .to = {1}, .length_km = 100,
                          .line = {{120, latitude}, {121, latitude}}});
    n.power_sections.push_back({.id = id + "p", .system = {i}, .segments = {{i}}, .end_a = {0}, .end_b = network::NodeId{1}});
  }
  return n;
}

experiment::Scenario named(ScenarioKind kind) {
  return {.name = "x", .kind = kind};
}

// Trials in which `holds` is true of the failed elements, whose ids it is given.
struct Sampled {
  network::Network network = cables();
  network::Graph graph = network::lower(network, {});
  experiment::Experiment experiment;

  using Failed = std::function<bool(const std::string&)>;
  std::uint64_t count(const experiment::Scenario& scenario, const std::function<bool(const Failed&)>& holds) const {
    scenario::HazardFiles files;
    const auto hazard = scenario::make_hazard(scenario, experiment, network, graph, files);
    const scenario::FailureSets sets(*hazard, graph, scenario, 1);
    std::vector<Literal> failed;
    std::uint64_t seen = 0;
    for (std::uint64_t t = 0; t < trials; ++t) {
      sets.struck(t, failed);
      seen += holds([&](const std::string& id) {
        return std::ranges::any_of(failed, [&](Literal e) { return graph.elements[e].id == id; });
      });
    }
    return seen;
  }
};

void check_share(std::uint64_t count, double p) {
  INFO(count << " of " << trials << ", expected " << p * trials);
  CHECK(std::abs(static_cast<double>(count) - p * trials) <= 5 * std::sqrt(trials * p * (1 - p)) + 1e-9);
}

}  // namespace

TEST_CASE("Marshall-Olkin: both survive with exp(-the rates of shocks that touch either)") {
  Sampled s;
  s.experiment.groups = {{"trench", {"segment:a1", "segment:b1"}}};
  experiment::Scenario scenario = named(ScenarioKind::common_cause);
  scenario.common_cause.shocks_per_year = {{"group:trench", 0.3}, {"segment:a1", 0.2}, {"cable:b", 0.4}, {"cable:c", 0.5}};
  scenario.common_cause.shock_days = 2 * 365.25;
  const auto survive = [&](std::vector<std::string> ids) {
    return s.count(scenario, [&](const auto& failed) { return std::ranges::none_of(ids, failed); });
  };
  check_share(survive({"segment:a1"}), std::exp(-2 * 0.5));
  check_share(survive({"segment:a1", "segment:b1"}), std::exp(-2 * 0.9));
  check_share(survive({"segment:a1", "segment:c1"}), std::exp(-2 * 1.0));
  scenario.common_cause = {.shocks = {{"station:east", 1}, {"cable:c", 0.25}}, .shocks_per_year = {}};
  check_share(survive({"station:east"}), 0);
  check_share(survive({"segment:c1"}), 0.75);
  scenario.common_cause.shocks = {{"cable:nothing", 1}};
  CHECK_THROWS_AS(survive({}), UsageError);
}

TEST_CASE("The copula keeps every probability, and joins two segments as 1/4 + asin(rho) / 2 pi at probability 1/2") {
  Sampled s;
  experiment::Scenario scenario = named(ScenarioKind::copula);
  const double kilometres = 2 * 6371.0088 * std::sin(std::acos(-1) / 360);  // the chord of a degree
  const auto both = [&](const std::string& a, const std::string& b) {
    return s.count(scenario, [&](const auto& failed) { return failed(a) && failed(b); });
  };
  s.experiment.failure.probabilities = {{"segment:a1", 0.5}, {"segment:b1", 0.5}, {"segment:c1", 0.5}, {"station:east", 0.2}};
  for (const double rho : {0.3, 0.8}) {
    scenario.copula.length_km = -kilometres / std::log(rho);
    const auto expected = [](double r) { return 0.25 + std::asin(r) / (2 * std::acos(-1)); };
    // The middles of the lines lie a degree apart, and chords of two degrees are as good as twice that.
    check_share(both("segment:a1", "segment:b1"), expected(rho));
    check_share(both("segment:a1", "segment:c1"), expected(rho * rho));
    check_share(both("segment:a1", "station:east"), 0.1);
  }
  s.experiment.failure.probabilities = {{"segment:a1", 0.02}, {"segment:b1", 0.3}, {"segment:c1", 1}, {"station:east", 0}};
  check_share(both("segment:a1", "segment:a1"), 0.02);
  check_share(both("segment:b1", "segment:b1"), 0.3);
  check_share(both("segment:c1", "segment:c1"), 1);
  check_share(both("station:east", "station:east"), 0);
  // In one place both have one normal variable: the less likely failure implies the other.
  s.network.segments[1].line = s.network.segments[0].line;
  s.graph = network::lower(s.network, {});
  check_share(both("segment:a1", "segment:b1"), 0.02);
}

TEST_CASE("A blackout takes feeds and stations of its region, each with its probability") {
  Sampled s;
  experiment::Scenario scenario = named(ScenarioKind::blackout);
  scenario.box = {.west = 120.5, .east = 122, .south = -1, .north = 1};
  scenario.blackout = {.stations = {}, .probability = 0.5, .station_loss = 0.25, .feed_loss = 0.8};
  check_share(s.count(scenario, [](auto& failed) { return failed("station:east"); }), 0.125);
  check_share(s.count(scenario, [](auto& failed) { return failed("feed:ap:b"); }), 0.4);
  check_share(s.count(scenario, [](auto& failed) { return failed("feed:ap:b") && failed("feed:bp:b"); }), 0.5 * 0.64);
  check_share(s.count(scenario, [](auto& failed) { return failed("feed:ap:a") || failed("station:west"); }), 0);
  scenario.blackout = {.stations = {"west"}};
  check_share(s.count(scenario, [](auto& failed) { return failed("feed:ap:a") && !failed("feed:ap:b") && !failed("station:west"); }), 1);
  scenario.blackout.stations.clear();
  scenario.box = {.west = 0, .east = 1};
  CHECK_THROWS_AS(s.count(scenario, [](auto&) { return true; }), UsageError);
}

TEST_CASE("Deterrence scales the attacks on what its owners have a share in, on the same random numbers") {
  Sampled s;
  experiment::Scenario scenario = named(ScenarioKind::deterrence);
  scenario.deterrence = {.attack_probability = 0.4, .deterrence_factor = 0.25, .deterring_owners = {"Harbour Telecom"},
                         .deterring_systems = {"c"}};
  const auto a = [](auto& failed) { return failed("segment:a1"); };
  check_share(s.count(scenario, a), 0.1);
  check_share(s.count(scenario, [](auto& failed) { return failed("segment:b1"); }), 0.4);
  check_share(s.count(scenario, [](auto& failed) { return failed("segment:c1"); }), 0.1);
  const std::uint64_t deterred = s.count(scenario, a);
  scenario.deterrence.deterrence_factor = 1;
  CHECK(s.count(scenario, a) > deterred);
  scenario.deterrence.deterrence_factor = 0;
  CHECK(s.count(scenario, a) == 0);
}

TEST_CASE("A mixture has the trials of its parts by weight; together has them all") {
  Sampled s;
  experiment::Scenario first = named(ScenarioKind::common_cause), second = first, composed = named(ScenarioKind::mixture);
  first.name = "first";
  first.common_cause.shocks = {{"cable:a", 1}};
  second.name = "second";
  second.common_cause.shocks = {{"cable:b", 0.5}};
  composed.weights = {{"first", 1}, {"second", 3}};
  s.experiment.scenarios = {first, second, composed};
  check_share(s.count(composed, [](auto& failed) { return failed("segment:a1"); }), 0.25);
  check_share(s.count(composed, [](auto& failed) { return failed("segment:b1"); }), 0.375);
  CHECK(s.count(composed, [](auto& failed) { return failed("segment:a1") && failed("segment:b1"); }) == 0);
  composed.kind = ScenarioKind::together;
  composed.weights.clear();
  composed.of = {"first", "second"};
  CHECK(s.count(composed, [](auto& failed) { return failed("segment:a1"); }) == trials);
  const auto b = [](auto& failed) { return failed("segment:b1"); };
  CHECK(s.count(composed, b) == s.count(second, b));  // trial by trial the same
}

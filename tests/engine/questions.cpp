// What is asked of a small network, answered by hand: A (Taiwan) - B (Japan) by a cable, A - K (South Korea) - B by
// two more, each city behind its own station.
#include "catch.hpp"

#include "engine/run.hpp"
#include "errors.hpp"
#include "kernels/sampler.hpp"
#include "scenario/independent.hpp"

using namespace kaitei;
using experiment::Definition;
using experiment::Experiment;
using network::Network;
using network::NodeId;
using network::SegmentId;
using network::SystemId;

namespace {

Network triangle() {
  Network n;
  n.name = "triangle";
  const auto node = [&](std::string id, network::NodeKind kind, std::string country) {
    n.nodes.push_back({.id = std::move(id), .kind = kind, .country = std::move(country)});
  };
  node("taipei", network::NodeKind::exchange, "Taiwan");
  node("tokyo", network::NodeKind::exchange, "Japan");
  node("sa", network::NodeKind::station, "Taiwan");
  node("sb", network::NodeKind::station, "Japan");
  node("sk", network::NodeKind::station, "South Korea");
  const auto cable = [&](std::string id, std::uint32_t from, std::uint32_t to, std::optional<double> tbps) {
    const SystemId system{static_cast<std::uint32_t>(n.systems.size())};
    const SegmentId segment{static_cast<std::uint32_t>(n.segments.size())};
    n.systems.push_back({.id = id, .name = id});
    n.segments.push_back({.id = id + "-s1", .system = system, .from = {from}, .to = {to}, .length_km = 1000,
                          .depth_shares = std::array<double, 3>{0.5, 0.25, 0.25}});
    n.routes.push_back({.id = id + "-r1", .system = system, .from = {from}, .to = {to}, .segments = {segment},
                        .capacity_tbps = tbps});
  };
  cable("ab", 2, 3, 10.0);
  cable("ak", 2, 4, 5.0);
  cable("kb", 4, 3, {});
  n.links.push_back({.id = "la", .from = {0}, .to = {2}, .length_km = 50});
  n.links.push_back({.id = "lb", .from = {1}, .to = {3}, .length_km = 50});
  n.terminal_sets = {{"taiwan", {NodeId{0}}}, {"japan", {NodeId{1}}}, {"korea", {NodeId{4}}}};
  return n;
}

Experiment ask(std::uint64_t trials) {
  Experiment e;
  e.name = "test";
  e.failure.probabilities = {{"segment:ab-s1", 0.5}, {"segment:ak-s1", 0.25}, {"segment:kb-s1", 0.125},
                             {"station:sa", 0.0625}, {"link:la", 0}};
  e.outcomes.connectivity = {{.name = "tj", .from = "taiwan", .to = "japan",
                              .definitions = {Definition::direct, Definition::partner, Definition::any},
                              .partner_countries = {"South Korea"}}};
  e.outcomes.joining = {{.name = "tj", .from = "taiwan", .to = "japan", .fewer_than = {1}},
                        {.name = "tk", .from = "taiwan", .to = "korea", .fewer_than = {1}}};
  e.run.trials = trials;
  e.run.threads = 2;
  return e;
}

double share(std::uint64_t count, const Tallies& t) { return static_cast<double>(count) / static_cast<double>(t.trials); }

}  // namespace

TEST_CASE("Direct, partner and any are three different questions") {
  const auto record = engine::run(ask(4'000'000), triangle());
  const Tallies& t = record.tallies;
  REQUIRE(record.connectivity.size() == 3);
  CHECK(record.connectivity[0].name == "tj/direct");
  CHECK(record.connectivity[2].name == "tj/any");
  // sa up (0.9375); direct needs ab; the detour needs ak and kb.
  const double direct = 1 - 0.9375 * 0.5, detour = 1 - 0.9375 * (1 - 0.5 * (1 - 0.75 * 0.875));
  const double five_errors = 5 * std::sqrt(0.25 / 4e6);
  CHECK(std::abs(share(t.disconnected[0], t) - direct) < five_errors);
  CHECK(std::abs(share(t.disconnected[1], t) - detour) < five_errors);
  CHECK(t.disconnected[2] == t.disconnected[1]);  // Korea is the only third country
}

TEST_CASE("An excluded country is never crossed") {
  Experiment e = ask(100'000);
  e.outcomes.connectivity[0].excluded_countries = {"South Korea"};
  const Tallies t = engine::run(e, triangle()).tallies;
  CHECK(t.disconnected[2] == t.disconnected[0]);
  e.outcomes.connectivity[0].excluded_countries = {"Japan"};
  CHECK_THROWS_AS(engine::run(e, triangle()), UsageError);
}

TEST_CASE("Systems and capacity that join two sets are counted by their routes alone") {
  const auto record = engine::run(ask(1'000'000), triangle());
  const Tallies& t = record.tallies;
  CHECK(record.joining[0].systems == std::vector<std::string>{"ab"});
  CHECK(record.joining[0].total_gbps == 10'000);
  CHECK(record.joining[0].routes_without_capacity == 0);
  CHECK(t.systems_joining[0][1] == t.trials - t.disconnected[0]);
  CHECK(t.capacity_gbps[0].sum == Uint128{10'000} * (t.trials - t.disconnected[0]));
  CHECK(t.capacity_gbps[0].sum_of_squares == Uint128{100'000'000} * (t.trials - t.disconnected[0]));
  CHECK(record.joining[1].systems == std::vector<std::string>{"ak"});
}

TEST_CASE("A capacity that no one published is counted by a declared prior alone, and said to be") {
  Experiment e = ask(1000);
  e.outcomes.joining = {{.name = "jk", .from = "japan", .to = "korea", .fewer_than = {1}}};  // by kb, without capacity
  const auto without = engine::run(e, triangle());
  CHECK(without.joining[0].routes_without_capacity == 1);
  CHECK(without.joining[0].routes_with_imputed_capacity == 0);
  CHECK(without.joining[0].total_gbps == 0);
  e.capacity_priors = {{.name = "assumed", .tbps = 0.25, .fibre_pairs = 4}};
  const auto with = engine::run(e, triangle());
  CHECK(with.joining[0].routes_without_capacity == 0);
  CHECK(with.joining[0].routes_with_imputed_capacity == 1);
  CHECK(with.joining[0].total_gbps == 1000);
  CHECK(with.tallies.systems_joining == without.tallies.systems_joining);
}

TEST_CASE("Two cables that land at one town are lost together with q, or each on its own") {
  Network n = triangle();  // ab and ak land at sa, which is now a town
  n.nodes[2].site = network::Site::town;
  Experiment e = ask(1'000'000);
  e.failure.probabilities = {{"link:la", 0}, {"link:lb", 0}, {"station:sb", 0}, {"station:sk", 0}, {"segment:ab-s1", 0},
                             {"segment:ak-s1", 0}, {"segment:kb-s1", 0}};
  const auto lost = [&](double q, const std::vector<std::string>& stations) {
    for (const std::string& station : stations) e.failure.probabilities[station] = q;
    const Tallies t = engine::run(e, n).tallies;
    for (const std::string& station : stations) e.failure.probabilities.erase(station);
    return share(t.disconnected[2], t);  // "any": neither ab nor ak is left
  };
  const auto margin = [](double p) { return 5 * std::sqrt(p * (1 - p) / 1e6); };
  CHECK(std::abs(lost(0.25, {"station:sa"}) - 0.25) < margin(0.25));
  e.network.unknown_stations = network::UnknownStations::separate;
  CHECK(std::abs(lost(0.25, {"station:sa@ab", "station:sa@ak"}) - 0.0625) < margin(0.0625));
}

TEST_CASE("All-quantified connectivity needs every node of both sets") {
  Experiment e = ask(1'000'000);
  e.terminal_sets = {{"both", {"taipei", "sk"}}};
  e.outcomes.connectivity = {{.name = "all", .from = "both", .to = "japan",
                              .quantifier = experiment::Quantifier::all, .definitions = {Definition::any}}};
  const Tallies t = engine::run(e, triangle()).tallies;
  // sa up, and at least two of the three cables.
  const double two_of_three = 0.5 * 0.75 * 0.875 + 0.5 * 0.75 * 0.875 + 0.5 * 0.25 * 0.875 + 0.5 * 0.75 * 0.125;
  CHECK(std::abs(share(t.disconnected[0], t) - (1 - 0.9375 * two_of_three)) < 5 * std::sqrt(0.25 / 1e6));
}

TEST_CASE("The same seed gives the same tallies, another seed others, threads and lanes change nothing") {
  Experiment e = ask(200'000);
  const Tallies first = engine::run(e, triangle()).tallies;
  e.run.threads = 1;
  e.run.lanes = experiment::Lanes::lanes_32;
  CHECK(engine::run(e, triangle()).tallies == first);
  e.run.seed = 2;
  CHECK_FALSE(engine::run(e, triangle()).tallies == first);
}

TEST_CASE("Component statistics count the nodes that are up") {
  Experiment e = ask(100'000);
  const auto record = engine::run(e, triangle());
  const Tallies& t = record.tallies;
  CHECK(record.reach_sets.size() == 3);
  // sa is down in some trials: then taipei stands alone, and four nodes are left.
  CHECK(t.component_count[0] == 0);
  std::uint64_t all_joined = 0;
  for (std::size_t size = 0; size < t.largest_component.size(); ++size) all_joined += t.largest_component[size];
  CHECK(all_joined == t.trials);
  CHECK(t.largest_component[5] == t.component_count[1]);
}

TEST_CASE("A backend that is not there is a device error") {
  Experiment e = ask(1);
  e.run.backend = experiment::Backend::cuda;
  CHECK_THROWS_AS(engine::run(e, triangle()), DeviceError);
}

TEST_CASE("Per-trial bits beyond memory are refused before anything runs") {
  Experiment e = ask(20'000'000'000);
  e.outcomes.per_trial = true;
  CHECK_THROWS_AS(engine::run(e, triangle()), UsageError);
}

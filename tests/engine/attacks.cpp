// Attack sequences and attackers against closed forms.
#include "catch.hpp"

#include "engine/attack_scores.hpp"
#include "engine/attack_sequence.hpp"
#include "engine/run.hpp"
#include "errors.hpp"
#include "results/attacks.hpp"

using namespace kaitei;
using experiment::AttackOrder;
using experiment::ScenarioKind;
using experiment::UnitKind;

namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Stations joined by links.
network::Network stations(std::uint32_t count, const Pairs& links) {
  network::Network n;
  n.name = "graph";
  for (std::uint32_t i = 0; i < count; ++i) n.nodes.push_back({.id = std::to_string(100 + i)});
  for (const auto& [a, b] : links) n.links.push_back({.id = std::to_string(n.links.size() + 100), .from = {a}, .to = {b}, .length_km = 1});
  n.terminal_sets = {{"first", {{0}}}, {"last", {{count - 1}}}};
  return n;
}

engine::ScenarioRecord run(const network::Network& network, experiment::Scenario scenario) {
  experiment::Experiment e;
  e.name = "test";
  scenario.name = "x";
  e.scenarios = {scenario};
  e.outcomes.connectivity = {{.name = "ends", .from = "first", .to = "last", .definitions = {experiment::Definition::any}}};
  e.run.trials = 1024;
  e.run.threads = 1;
  return engine::run(e, network).scenarios.at(0);
}

experiment::Scenario removing(std::vector<UnitKind> units, std::vector<AttackOrder> orders) {
  experiment::Scenario scenario;
  scenario.kind = ScenarioKind::attack_sequence;
  scenario.units = std::move(units);
  scenario.attack_sequence.orders = std::move(orders);
  return scenario;
}

}  // namespace

TEST_CASE("Schneider's R of a complete graph is (N - 1) / 2N in every order") {
  constexpr std::uint32_t n = 9;
  Pairs links;
  for (std::uint32_t a = 0; a < n; ++a)
    for (std::uint32_t b = a + 1; b < n; ++b) links.emplace_back(a, b);
  const auto record = std::get<engine::AttackSequenceRecord>(run(stations(n, links), removing({UnitKind::stations}, {AttackOrder::degree, AttackOrder::betweenness})).answer);
  REQUIRE(record.sequences.size() == 4);
  for (const auto& sequence : record.sequences) {
    CHECK(results::robustness(sequence, record) == Approx((n - 1) / (2.0 * n)).epsilon(1e-15));
    CHECK(sequence.largest == std::vector<std::uint32_t>{9, 8, 7, 6, 5, 4, 3, 2, 1, 0});
    CHECK(sequence.disconnected_after == std::vector<std::uint32_t>{1});  // node 0 goes first
  }
  const auto random = results::random_robustness(record, 0.95);
  CHECK(random.value == Approx((n - 1) / (2.0 * n)));
  CHECK(record.random.largest_sums.size() == 200);
}

TEST_CASE("R of a star is (N - 1) / N^2, the hub first; random orders keep more") {
  constexpr std::uint32_t n = 8;
  Pairs links;
  for (std::uint32_t leaf = 0; leaf < n; ++leaf)
    if (leaf != 5) links.emplace_back(5, leaf);
  const auto record = std::get<engine::AttackSequenceRecord>(run(stations(n, links), removing({UnitKind::stations}, {AttackOrder::degree, AttackOrder::betweenness})).answer);
  for (const auto& sequence : record.sequences) {
    CHECK(sequence.order.front() == 5);
    CHECK(results::robustness(sequence, record) == Approx((n - 1.0) / (n * n)).epsilon(1e-15));
  }
  // Random: the hub stands through step s with probability (n - s) / n, and then n - s are joined; else one is left.
  double expected = 0;
  for (std::uint32_t s = 1; s < n; ++s) expected += (double(n - s) / n * (n - s) + double(s) / n) / (n * n);
  const auto random = results::random_robustness(record, 0.95);
  CHECK(std::abs(random.value - expected) < 5 * random.standard_error);
  CHECK(random.interval.lower < random.value);
}

TEST_CASE("Betweenness of a path, and of a cycle with a chord") {
  const auto path = engine::betweenness(std::vector<double>(5, 1), {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
  CHECK(path.node == std::vector<double>{0, 3, 4, 3, 0});
  CHECK(path.edge == std::vector<double>{4, 6, 6, 4});
  const Pairs chorded{{0, 1}, {1, 2}, {2, 3}, {3, 0}, {0, 2}};
  const auto cycle = engine::betweenness(std::vector<double>(4, 1), chorded);
  CHECK(cycle.node == std::vector<double>{0.5, 0, 0.5, 0});
  const auto doubled = engine::betweenness(std::vector<double>(4, 2), chorded);
  for (std::size_t e = 0; e < chorded.size(); ++e) CHECK(doubled.edge[e] == 4 * cycle.edge[e]);
}

TEST_CASE("With weights a pair counts their product: a path, a star, a cycle") {
  const auto path = engine::betweenness({2, 0, 1, 3}, {{0, 1}, {1, 2}, {2, 3}});  // node 1 has nobody, and carries
  CHECK(path.node == std::vector<double>{0, 2 + 6, 6, 0});
  CHECK(path.edge == std::vector<double>{2 + 6, 2 + 6, 6 + 3});
  const std::vector<double> weights{5, 1, 2, 3, 4};
  const auto star = engine::betweenness(weights, {{0, 1}, {0, 2}, {0, 3}, {0, 4}});
  CHECK(star.node == std::vector<double>{1 * 2 + 1 * 3 + 1 * 4 + 2 * 3 + 2 * 4 + 3 * 4, 0, 0, 0, 0});
  for (std::size_t leaf = 1; leaf < 5; ++leaf) CHECK(star.edge[leaf - 1] == weights[leaf] * (15 - weights[leaf]));
  const auto cycle = engine::betweenness({1, 2, 3, 4}, {{0, 1}, {1, 2}, {2, 3}, {3, 0}});  // opposite ones have two ways
  CHECK(cycle.node == std::vector<double>{2 * 4 / 2.0, 1 * 3 / 2.0, 2 * 4 / 2.0, 1 * 3 / 2.0});
}

TEST_CASE("Traffic is betweenness where all have as many people, and follows them where they have not") {
  auto network = stations(7, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {1, 5}});
  for (network::Node& node : network.nodes) node.weight = network::Weight{.population = 17};
  const network::Graph graph = network::lower(network, {});
  std::vector<scenario::Unit> units;
  for (Literal e = 0; e < graph.elements.size(); ++e)
    units.push_back({.id = std::to_string(e),
                     .kind = graph.elements[e].kind == network::ElementKind::link ? UnitKind::links : UnitKind::stations,
                     .elements = {e}});
  const engine::AttackScores scores(network, graph, units);
  std::vector<bool> removed(units.size());
  for (std::size_t u = 0; u < units.size(); u += 5) {
    CHECK(scores.scores(AttackOrder::traffic, removed) == scores.scores(AttackOrder::betweenness, removed));
    removed[u] = true;
  }

  auto path = stations(7, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}});
  path.nodes[0].weight = network::Weight{.population = 1'000};
  CHECK_THROWS_AS(run(path, removing({UnitKind::links}, {AttackOrder::traffic})), UsageError);  // with nobody to talk to
  path.nodes[1].weight = network::Weight{.population = 1'000};
  path.nodes[2].weight = network::Weight{.demand_tbps = 1};
  path.nodes[3].weight = network::Weight{.population = 3'000};
  const auto record = std::get<engine::AttackSequenceRecord>(run(path, removing({UnitKind::links}, {AttackOrder::traffic})).answer);
  CHECK(record.sequences[0].name == "traffic");
  CHECK(record.sequences[0].order == std::vector<std::uint32_t>{1, 2, 0, 3, 4, 5});  // 6, 6 and 4 million pairs, then none
  CHECK(record.sequences[1].order == std::vector<std::uint32_t>{1, 0, 2, 3, 4, 5});  // link 2 has lost its traffic with link 1
}

TEST_CASE("Links go in the order of what they carry, and importance puts a bridge first") {
  // Two triangles joined by a bridge, which is link 3.
  const auto network = stations(6, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 5}, {5, 3}});
  const auto record = std::get<engine::AttackSequenceRecord>(run(network, removing({UnitKind::links}, {AttackOrder::betweenness})).answer);
  CHECK(record.sequences[0].order.front() == 3);
  CHECK(record.sequences[1].order.front() == 3);
  CHECK(record.sequences[0].disconnected_after == std::vector<std::uint32_t>{1});
  CHECK(record.sequences[0].largest[1] == 3);
  CHECK_THROWS_AS(run(network, removing({UnitKind::segments}, {AttackOrder::degree})), UsageError);
}

TEST_CASE("An attacker pays the least that disconnects: the bridge, or a station if links are dear") {
  const auto network = stations(6, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 5}, {5, 3}});
  experiment::Scenario scenario;
  scenario.kind = ScenarioKind::attacker;
  scenario.units = {UnitKind::links, UnitKind::stations};
  scenario.attacker.budget = 1.5;
  scenario.attacker.cost_link = 2;
  scenario.attacker.cost_station = 3;
  auto record = std::get<engine::AttackerRecord>(run(network, scenario).answer);
  CHECK(record.answers[0].cheapest.cost == 2000);
  CHECK(record.answers[0].cheapest.proven());
  CHECK(record.units.at(record.answers[0].cheapest.elements.at(0)) == "link:103");
  CHECK(record.answers[0].random_lost == 0);  // the budget buys nothing
  CHECK(record.answers[0].landing_cost == 3000);
  scenario.attacker.cost_link = 4;
  record = std::get<engine::AttackerRecord>(run(network, scenario).answer);
  CHECK(record.answers[0].cheapest.cost == 3000);
  // One of 7 links and 6 stations at random: the bridge, or one of the four stations on the way.
  const double p = 5.0 / 13;
  CHECK(std::abs(double(record.answers[0].same_size_lost) - 200 * p) < 5 * std::sqrt(200 * p * (1 - p)));
}

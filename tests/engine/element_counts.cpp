// Without counts of failed elements only what can change an answer is drawn, and every answer stays.

#include "catch.hpp"

#include <fmt/format.h>

#include "engine/run.hpp"
#include "kernels/plan.hpp"

using namespace kaitei;
using experiment::Experiment;
using network::Network;
using network::NodeId;

namespace {

constexpr std::uint32_t side = 9;

// Exchanges on a grid, joined by links.
Network grid() {
  Network n;
  n.name = "grid";
  for (std::uint32_t node = 0; node < side * side; ++node) {
    n.nodes.push_back({.id = fmt::format("n{}", node), .kind = network::NodeKind::exchange, .country = "Taiwan"});
    if (node % side != 0) n.links.push_back({.id = fmt::format("across{}", node), .from = {node - 1}, .to = {node}, .length_km = 1});
    if (node >= side) n.links.push_back({.id = fmt::format("down{}", node), .from = {node - side}, .to = {node}, .length_km = 1});
  }
  n.terminal_sets = {{"corner", {NodeId{0}}}, {"opposite", {NodeId{side * side - 1}}}};
  return n;
}

Experiment ask(bool element_counts) {
  Experiment e;
  e.name = "test";
  for (const network::Link& link : grid().links) e.failure.probabilities["link:" + link.id] = 0.1;
  e.outcomes.connectivity = {{.name = "corners", .from = "corner", .to = "opposite",
                              .definitions = {experiment::Definition::any}}};
  e.outcomes.components = e.outcomes.importance = false;
  e.outcomes.element_counts = element_counts;
  e.outcomes.per_trial = true;
  e.run.trials = 50'000;
  e.run.threads = 1;
  return e;
}

}  // namespace

TEST_CASE("Leaving out the counts of failed elements changes what is drawn and no answer") {
  REQUIRE(Plan(engine::prepare(ask(true), grid()).questions.model).view().stages.size == 0);
  REQUIRE(Plan(engine::prepare(ask(false), grid()).questions.model).view().stages.size == 3);
  const auto whole = engine::run(ask(true), grid()), spared = engine::run(ask(false), grid());
  REQUIRE(whole.tallies.disconnected[0] > 100);
  CHECK(spared.tallies.disconnected == whole.tallies.disconnected);
  CHECK(spared.disconnected_bits == whole.disconnected_bits);
  CHECK(spared.probability == whole.probability);
  CHECK_FALSE(whole.tallies.element_failed.empty());
  CHECK(spared.tallies.element_failed.empty());
  CHECK(spared.tallies.elements_failed.empty());
}

// Networks whose reliability is known exactly. Seed base 20260101, never re-picked.
#include "catch.hpp"

#include <fstream>

#include "graphs.hpp"
#include "oracle.hpp"

using namespace kaitei;
using namespace kaitei::validation;
using oracle::sized;

namespace {
constexpr std::uint64_t seed = 20260101;

Tallies run(const RandomGraph& graph, std::uint64_t trials) {
  return simulate(Plan(make_model(graph, {.all_terminal = true}, keys(seed))), trials);
}
}  // namespace

TEST_CASE("The bridge network: reliability 0.97848 at p = 0.9 and 0.5 at p = 0.5") {
  const std::uint64_t trials = sized(20'000'000);
  for (const auto& [q, exact] : {std::pair{0.1, 1 - 0.97848}, {0.5, 0.5}})
    oracle::check({"two-terminal unreliability, q = " + oracle::digits(q), "closed form"}, exact,
                  run(with_probability(bridge(), q), trials).disconnected[0], trials, allowed);
}

TEST_CASE("Cycles: all-terminal reliability p^n + n p^(n-1) q") {
  const std::uint64_t trials = sized(5'000'000);
  for (const std::uint32_t n : {3u, 8u, 50u})
    for (const double q : {0.2, 0.01}) {
      const double p = 1 - q, exact = 1 - (std::pow(p, n) + n * std::pow(p, n - 1) * q);
      oracle::check({"all-terminal unreliability, n = " + std::to_string(n) + ", q = " + oracle::digits(q), "closed form"}, exact,
                    run(with_probability(cycle(n), q), trials).disconnected[1], trials, allowed);
    }
}

TEST_CASE("The dodecahedron at q = 0.1 (Cancela, El Khadiri and Rubino's test network)") {
  const std::uint64_t trials = sized(50'000'000);
  const Tallies tallies = run(with_probability(dodecahedron(), 0.1), trials);
  oracle::check({"antipodal pair", "Cancela, El Khadiri and Rubino's test network"}, 2.8796012534e-3, tallies.disconnected[0], trials, allowed);
  oracle::check({"all terminals", "Cancela, El Khadiri and Rubino's test network"}, 2.2869164061e-2, tallies.disconnected[1], trials, allowed);
}

TEST_CASE("The 400-node graph: two-terminal unreliability 0.0019345116213433") {
  std::ifstream file(KAITEI_SOURCE_DIR "/kernels/bench/graph_400_700.txt");
  const RandomGraph graph = read_graph(file);
  REQUIRE(graph.edges.size() == 700);
  const std::uint64_t trials = sized(10'000'000);
  const Tallies tallies = simulate(Plan(make_model(graph, {}, keys(seed))), trials);
  oracle::check({"two-terminal unreliability", "exact decomposition"}, 0.0019345116213433, tallies.disconnected[0], trials, allowed);
}

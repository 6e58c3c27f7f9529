// Truth tables of powered cables, compared with a plain reading of the definition in every state.
#include "network/power_gates.hpp"

#include <fmt/format.h>

#include "catch.hpp"
#include "network_builder.hpp"

using namespace kaitei;
using namespace kaitei::network;
using namespace kaitei::network::test;

namespace {

struct Cable {
  int segments;
  bool fed_from_b;
  std::optional<bool> single_end_capable;
  bool unknown_capable = true;

  bool capable() const { return single_end_capable.value_or(unknown_capable); }
};

std::string name(const char* letter, int number) { return fmt::format("{}{}", letter, number); }

// Trunk a - u1 - ... - b of powered segments s0, s1, ...; at unit ui an unpowered branch bi to station ci.
Network draw(const Cable& cable) {
  NetworkBuilder builder;
  builder.station("a").station("b");
  for (int i = 1; i < cable.segments; ++i) builder.unit(name("u", i)).station(name("c", i));
  builder.system("x");
  std::vector<std::string> powered;
  for (int i = 0; i < cable.segments; ++i) {
    builder.segment(name("s", i), i == 0 ? "a" : name("u", i), i + 1 == cable.segments ? "b" : name("u", i + 1));
    powered.push_back(name("s", i));
  }
  for (int i = 1; i < cable.segments; ++i) builder.branch(name("b", i), name("u", i), name("c", i));
  const std::optional<std::string> end_b = cable.fed_from_b ? std::optional<std::string>("b") : std::nullopt;
  builder.section("p", powered, "a", end_b, cable.single_end_capable);
  return builder.build();
}

using Failed = std::set<std::string>;

// The stretch of whole segments around this one, and whether a live feed stands at the end of it.
bool is_powered(const Cable& cable, int segment, const Failed& failed) {
  const auto intact = [&](int i) { return !failed.contains(name("segment:s", i)); };
  const bool live_a = !failed.contains("feed:p:a") && !failed.contains("station:a");
  const bool live_b = cable.fed_from_b && !failed.contains("feed:p:b") && !failed.contains("station:b");
  if (!cable.capable()) {
    for (int i = 0; i < cable.segments; ++i) {
      if (!intact(i)) return false;
    }
    return live_a && (live_b || !cable.fed_from_b);
  }
  if (!intact(segment)) return false;
  int first = segment, last = segment;
  while (first > 0 && intact(first - 1)) --first;
  while (last + 1 < cable.segments && intact(last + 1)) ++last;
  return (first == 0 && live_a) || (last + 1 == cable.segments && live_b);
}

// Landing i stands at position i of the trunk: a at 0, ci at unit i, b at the end.
bool route_is_up(const Cable& cable, int from, int to, const Failed& failed) {
  for (const int landing : {from, to}) {
    const bool is_a = landing == 0, is_b = landing == cable.segments;
    if (failed.contains(is_a ? "station:a" : is_b ? "station:b" : name("station:c", landing))) return false;
    if (!is_a && !is_b && failed.contains(name("segment:b", landing))) return false;
  }
  for (int i = from; i < to; ++i) {
    if (failed.contains(name("segment:s", i)) || !is_powered(cable, i, failed)) return false;
  }
  return true;
}

// Returns how many of the compared states were up.
std::size_t compare_every_state(const Cable& cable) {
  const Network network = draw(cable);
  LoweringOptions options;
  options.unknown_single_end_capable = cable.unknown_capable;
  const Graph graph = lower(network, options);
  const auto landing = [&](NodeId node) {
    const std::string& id = network[node].id;
    return id == "a" ? 0 : id == "b" ? cable.segments : std::stoi(id.substr(1));
  };
  REQUIRE(graph.edges.size() == static_cast<std::size_t>(cable.segments * (cable.segments + 1) / 2));
  std::size_t up = 0;
  for (std::size_t state = 0; state < (std::size_t{1} << graph.elements.size()); ++state) {
    Failed failed;
    for (std::size_t i = 0; i < graph.elements.size(); ++i) {
      if (state >> i & 1) failed.insert(graph.elements[i].id);
    }
    const std::vector<bool> bits = evaluate(graph, failed);
    for (const GraphEdge& edge : graph.edges) {
      const int one = landing(edge.from), other = landing(edge.to);
      const bool expected = route_is_up(cable, std::min(one, other), std::max(one, other), failed);
      if (bits.at(edge.failed) == expected) {
        CAPTURE(edge.id, failed);
        REQUIRE(!bits.at(edge.failed) == expected);
      }
      up += expected;
    }
  }
  return up;
}

}  // namespace

TEST_CASE("Powered cables of one to four segments, in every failure state") {
  for (int segments = 1; segments <= 4; ++segments) {
    for (const bool fed_from_b : {true, false}) {
      CAPTURE(segments, fed_from_b);
      const std::size_t capable = compare_every_state({segments, fed_from_b, true});
      const std::size_t incapable = compare_every_state({segments, fed_from_b, false});
      CHECK(capable >= incapable);
      CHECK(incapable > 0);
      CHECK(compare_every_state({segments, fed_from_b, std::nullopt, true}) == capable);
      CHECK(compare_every_state({segments, fed_from_b, std::nullopt, false}) == incapable);
    }
  }
}

TEST_CASE("By hand: one cut in a cable fed from both ends") {
  const Graph capable = lower(draw({2, true, true}), {});    // a -s0- u1 -s1- b, branch b1 to c1
  CHECK(edge_is_up(capable, "x:a--c1", {"segment:s1"}));     // fed from a up to u1
  CHECK(edge_is_up(capable, "x:b--c1", {"segment:s0"}));
  CHECK_FALSE(edge_is_up(capable, "x:a--b", {"segment:s0"}));
  CHECK(edge_is_up(capable, "x:a--b", {"feed:p:a"}));
  CHECK_FALSE(edge_is_up(capable, "x:a--b", {"feed:p:a", "feed:p:b"}));
  CHECK_FALSE(edge_is_up(capable, "x:a--c1", {"segment:s1", "feed:p:a"}));
  CHECK_FALSE(edge_is_up(capable, "x:b--c1", {"segment:s0", "station:b"}));

  const Graph incapable = lower(draw({2, true, false}), {});
  CHECK(edge_is_up(incapable, "x:a--c1", {"segment:b1"}) == false);
  CHECK_FALSE(edge_is_up(incapable, "x:a--c1", {"segment:s1"}));
  CHECK_FALSE(edge_is_up(incapable, "x:a--c1", {"feed:p:b"}));
  CHECK_FALSE(edge_is_up(incapable, "x:a--c1", {"station:b"}));
}

TEST_CASE("A segment in several sections needs the power of each; one in none needs none") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").system("x");
  builder.segment("s1", "a", "b").segment("s2", "b", "c");
  builder.section("p", {"s1"}, "a", std::nullopt, true).section("q", {"s1"}, "b", std::nullopt, true);
  const Graph graph = lower(builder.build(), {});
  CHECK(edge_is_up(graph, "x:a--b", {}));
  CHECK_FALSE(edge_is_up(graph, "x:a--b", {"feed:p:a"}));
  CHECK_FALSE(edge_is_up(graph, "x:a--b", {"feed:q:a"}));
  CHECK(edge_is_up(graph, "x:b--c", {"feed:p:a", "feed:q:a"}));
}

TEST_CASE("A feed that stands in no station is lost only by itself") {
  NetworkBuilder builder;
  builder.node("far", NodeKind::gateway).station("b").system("x").segment("s1", "far", "b");
  builder.section("p", {"s1"}, "far", "b", true);
  const Graph graph = lower(builder.build(), {});
  CHECK(edge_is_up(graph, "x:b--far", {"feed:p:b"}));
  CHECK_FALSE(edge_is_up(graph, "x:b--far", {"feed:p:a", "feed:p:b"}));
}

TEST_CASE("Sections share their gates") {
  const Graph graph = lower(draw({4, true, true}), {});
  std::set<std::pair<int, std::vector<Literal>>> distinct;
  for (const Gate& gate : graph.gates) distinct.insert({static_cast<int>(gate.kind), gate.inputs});
  CHECK(distinct.size() == graph.gates.size());
  // 2 feeds, 4 stretches from each, 4 powered segments, and one gate for each of 10 routes.
  CHECK(graph.gates.size() == 2 + 8 + 4 + 10 + 1);  // and what never fails, for the branching units
}

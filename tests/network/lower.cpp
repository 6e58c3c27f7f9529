#include "network/lower.hpp"

#include <algorithm>

#include "catch.hpp"
#include "errors.hpp"
#include "network_builder.hpp"

using namespace kaitei;
using namespace kaitei::network;
using namespace kaitei::network::test;

namespace {

std::vector<std::string> element_ids(const Graph& graph) {
  std::vector<std::string> ids;
  for (const Element& element : graph.elements) ids.push_back(element.id);
  return ids;
}

}  // namespace

TEST_CASE("Elements are sorted by id and name what they stand for") {
  NetworkBuilder builder;
  builder.station("naha").station("keelung").node("taipei", NodeKind::city).unit("bu").unit("end").system("x");
  builder.segment("x-s2", "bu", "naha").segment("x-s1", "keelung", "bu").segment("x-spur", "bu", "end");
  builder.section("x-p1", {"x-s1", "x-s2"}, "keelung", "naha", true).link("tp-kl", "taipei", "keelung");
  builder.section("x-p2", {"x-spur"}, "end", std::nullopt, true);
  const Network& network = builder.build();
  const Graph graph = lower(network, {});

  CHECK(element_ids(graph) == std::vector<std::string>{"feed:x-p1:a", "feed:x-p1:b", "feed:x-p2:a", "link:tp-kl",
                                                       "segment:x-s1", "segment:x-s2", "segment:x-spur",
                                                       "station:keelung", "station:naha"});
  CHECK(graph.elements[1].kind == ElementKind::feed);
  CHECK(graph.elements[1].index == 0);
  CHECK(graph.elements[4].index == 1);
  CHECK(graph.elements[8].index == 0);

  REQUIRE(graph.edges.size() == 2);
  CHECK(graph.edges[0].id == "x:keelung--naha");
  CHECK(graph.edges[0].system == SystemId{0});
  CHECK(graph.edges[1].id == "link:tp-kl");
  CHECK_FALSE(graph.edges[1].system);

  for (Literal gate = 0; gate < graph.gates.size(); ++gate) {
    for (const Literal input : graph.gates[gate].inputs) CHECK(input < graph.elements.size() + gate);
  }
}

TEST_CASE("Stations fail; cities, exchanges, gateways and branching units do not") {
  NetworkBuilder builder;
  builder.station("a").node("c", NodeKind::city).node("x", NodeKind::exchange).node("g", NodeKind::gateway).unit("u");
  const Graph graph = lower(builder.build(), {});
  REQUIRE(graph.node_failed.size() == 5);
  const std::vector<bool> bits = evaluate(graph, {"station:a"});
  CHECK(bits.at(graph.node_failed[0]));
  for (std::size_t node = 1; node < 5; ++node) CHECK_FALSE(bits.at(graph.node_failed[node]));
  CHECK(graph.gates.size() == 1);
}

TEST_CASE("A route is down if one of its segments or an end is, a link if itself or an end is") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").unit("u").node("city", NodeKind::city).system("x");
  builder.segment("s1", "a", "u").segment("s2", "u", "b").branch("s3", "u", "c").link("haul", "city", "a");
  const Graph graph = lower(builder.build(), {});
  CHECK(edge_is_up(graph, "x:a--b", {}));
  CHECK(edge_is_up(graph, "x:a--b", {"segment:s3", "station:c", "link:haul"}));
  for (const char* element : {"segment:s1", "segment:s2", "station:a", "station:b"}) {
    CHECK_FALSE(edge_is_up(graph, "x:a--b", {element}));
  }
  CHECK(edge_is_up(graph, "link:haul", {"segment:s1"}));
  CHECK_FALSE(edge_is_up(graph, "link:haul", {"link:haul"}));
  CHECK_FALSE(edge_is_up(graph, "link:haul", {"station:a"}));
}

TEST_CASE("A branching unit is no switch: a route never turns there onto another, unless it is switchable") {
  const auto cluster = [](bool switchable) {
    NetworkBuilder builder;
    builder.station("a").station("b").station("c").node("u", NodeKind::branching_unit, switchable).system("x");
    builder.segment("s1", "a", "u").segment("s2", "u", "b").branch("s3", "u", "c");
    if (!switchable) builder.route("ab", "a", "b", {"s1", "s2"}).route("bc", "b", "c", {"s2", "s3"});
    return lower(builder.build(), {});
  };
  const Graph fixed = cluster(false), switched = cluster(true);
  CHECK(fixed.edges.size() == 2);     // b lost, a and c are apart though s1 and s3 are whole
  CHECK_FALSE(edge_is_up(fixed, "ab", {"station:b"}));
  CHECK_FALSE(edge_is_up(fixed, "bc", {"station:b"}));
  REQUIRE(switched.edges.size() == 3);  // a-u and c-u still join a to c
  CHECK(edge_is_up(switched, "x:a--u", {"station:b"}));
  CHECK(edge_is_up(switched, "x:c--u", {"station:b"}));
}

TEST_CASE("A stated route patched through a station goes down with it") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").system("x").segment("s1", "a", "b").segment("s2", "b", "c");
  builder.route("express", "a", "c", {"s1", "s2"});
  const Graph graph = lower(builder.build(), {});
  CHECK_FALSE(edge_is_up(graph, "express", {"station:b"}));
}

TEST_CASE("Two cables at a town share one unknown station, or have one each") {
  NetworkBuilder builder;
  builder.town("t").station("a").station("b").node("city", NodeKind::city).link("haul", "city", "t");
  builder.system("x").segment("x1", "a", "t").section("x-p", {"x1"}, "a", "t", false).system("y").segment("y1", "b", "t");
  LoweringOptions options;
  const Graph shared = lower(builder.build(), options);
  options.unknown_stations = UnknownStations::separate;
  const Graph separate = lower(builder.build(), options);

  CHECK(element_ids(shared) == std::vector<std::string>{"feed:x-p:a", "feed:x-p:b", "link:haul", "segment:x1", "segment:y1",
                                                        "station:a", "station:b", "station:t"});
  CHECK(element_ids(separate) == std::vector<std::string>{"feed:x-p:a", "feed:x-p:b", "link:haul", "segment:x1", "segment:y1",
                                                          "station:a", "station:b", "station:t@x", "station:t@y"});
  CHECK(separate.elements[7].index == 0);
  // P(both lost by the station) is q where they share it and q^2 where they do not: one state of two, one of four.
  CHECK_FALSE(edge_is_up(shared, "x:a--t", {"station:t"}));
  CHECK_FALSE(edge_is_up(shared, "y:b--t", {"station:t"}));
  CHECK_FALSE(edge_is_up(shared, "link:haul", {"station:t"}));
  for (unsigned lost = 0; lost < 4; ++lost) {
    std::set<std::string> failed;
    if (lost & 1) failed.insert("station:t@x");
    if (lost & 2) failed.insert("station:t@y");
    CAPTURE(lost);
    CHECK(edge_is_up(separate, "x:a--t", failed) == !(lost & 1));
    CHECK(edge_is_up(separate, "y:b--t", failed) == !(lost & 2));
    CHECK(edge_is_up(separate, "link:haul", failed) == (lost != 3));
    CHECK(evaluate(separate, failed).at(separate.node_failed[0]) == (lost == 3));
  }
}

TEST_CASE("A town where nothing lands has one station under both bounds, and no two elements one id") {
  NetworkBuilder builder;
  builder.town("t");
  LoweringOptions options;
  options.unknown_stations = UnknownStations::separate;
  CHECK(element_ids(lower(builder.build(), options)) == std::vector<std::string>{"station:t"});
  builder.station("t@x").station("a").system("x").segment("x1", "a", "t");
  CHECK_THROWS_AS(lower(builder.build(), options), DataError);
}

TEST_CASE("The circuit does not depend on the order in the file") {
  NetworkBuilder one, other;
  one.station("a").station("b").station("c").unit("u").system("x");
  one.segment("s1", "a", "u").segment("s2", "u", "b").segment("s3", "u", "c").section("p", {"s1", "s2"}, "a", "b", true);
  other.unit("u").station("c").station("b").station("a").system("x");
  other.segment("s3", "c", "u").segment("s2", "b", "u").segment("s1", "u", "a");
  other.section("p", {"s1", "s2"}, "a", "b", true);
  const Graph first = lower(one.build(), {}), second = lower(other.build(), {});
  REQUIRE(element_ids(first) == element_ids(second));
  REQUIRE(first.edges.size() == second.edges.size());
  for (std::size_t state = 0; state < (1U << first.elements.size()); ++state) {
    std::set<std::string> failed;
    for (std::size_t i = 0; i < first.elements.size(); ++i) {
      if (state >> i & 1) failed.insert(first.elements[i].id);
    }
    const std::vector<bool> a = evaluate(first, failed), b = evaluate(second, failed);
    for (std::size_t edge = 0; edge < first.edges.size(); ++edge) {
      REQUIRE(first.edges[edge].id == second.edges[edge].id);
      REQUIRE(a.at(first.edges[edge].failed) == b.at(second.edges[edge].failed));
    }
  }
}

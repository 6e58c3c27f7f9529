#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "catch.hpp"
#include "errors.hpp"
#include "network/lower.hpp"
#include "network_builder.hpp"

using namespace kaitei;
using namespace kaitei::network;
using kaitei::network::test::NetworkBuilder;

namespace {

std::vector<std::string> ids(const std::vector<Route>& routes) {
  std::vector<std::string> ids;
  for (const Route& route : routes) ids.push_back(route.id);
  return ids;
}

std::vector<std::string> segment_ids(const Network& network, const Route& route) {
  std::vector<std::string> ids;
  for (const SegmentId segment : route.segments) ids.push_back(network[segment].id);
  return ids;
}

using Ids = std::vector<std::string>;

// A trunk a - u1 - u2 - b with a branch to c at u1 and to d at u2.
NetworkBuilder trunk_with_two_branches() {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").station("d").unit("u1").unit("u2").system("x");
  builder.segment("t1", "a", "u1").segment("t2", "u1", "u2").segment("t3", "u2", "b");
  return builder.branch("b1", "u1", "c").branch("b2", "u2", "d");
}

}  // namespace

TEST_CASE("All pairs: every two landings that branching units alone connect") {
  const Network network = trunk_with_two_branches().build();
  const std::vector<Route> routes = build_routes(network, RouteBound::all_pairs);
  CHECK(ids(routes) == Ids{"x:a--b", "x:a--c", "x:a--d", "x:b--c", "x:b--d", "x:c--d"});
  CHECK(segment_ids(network, routes[2]) == Ids{"t1", "t2", "b2"});
  CHECK(network[routes[2].from].id == "a");
  CHECK(network[routes[2].to].id == "d");
  CHECK(routes[0].plan == RoutePlan::all_pairs);
  CHECK(routes[0].evidence.confidence == Confidence::unsourced);
}

TEST_CASE("Trunk only: pairs without a trunk end are left out") {
  const Network network = trunk_with_two_branches().build();
  const std::vector<Route> routes = build_routes(network, RouteBound::trunk_only);
  CHECK(ids(routes) == Ids{"x:a--b", "x:a--c", "x:a--d", "x:b--c", "x:b--d"});
  CHECK(routes[0].plan == RoutePlan::trunk_only);
}

TEST_CASE("A cluster without a marked trunk falls back to all pairs") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").station("d").unit("u").system("x");
  builder.branch("s1", "a", "u").branch("s2", "b", "u").branch("s3", "c", "u");
  builder.segment("s4", "c", "d");  // marked, but beyond landing c: another cluster
  CHECK(ids(build_routes(builder.build(), RouteBound::trunk_only)) == Ids{"x:a--b", "x:a--c", "x:b--c", "x:c--d"});
}

TEST_CASE("A trunk that reaches no landing says nothing about pairs either") {
  NetworkBuilder builder;
  builder.station("a").station("b").unit("u").unit("v").system("x");
  builder.branch("s1", "a", "u").segment("s2", "u", "v").branch("s3", "v", "b");
  CHECK(ids(build_routes(builder.build(), RouteBound::trunk_only)) == Ids{"x:a--b"});
}

TEST_CASE("A festoon's routes end at every landing") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").system("x").segment("s1", "a", "b").segment("s2", "b", "c");
  CHECK(ids(build_routes(builder.build(), RouteBound::all_pairs)) == Ids{"x:a--b", "x:b--c"});
}

TEST_CASE("Gateways end routes; so does a switchable branching unit") {
  NetworkBuilder builder;
  builder.node("west", NodeKind::gateway).station("a").station("b").switchable_unit("u").system("x");
  builder.segment("s1", "a", "u").segment("s2", "u", "west").branch("s3", "u", "b");
  CHECK(ids(build_routes(builder.build(), RouteBound::all_pairs)) == Ids{"x:a--u", "x:b--u", "x:u--west"});
}

TEST_CASE("Parallel paths stay parallel routes, numbered alike whatever the order in the file") {
  NetworkBuilder builder, reversed;
  for (NetworkBuilder* each : {&builder, &reversed}) each->station("b").station("a").unit("u").system("x");
  builder.segment("s1", "a", "b").segment("s2", "b", "a").segment("s3", "a", "u").segment("s4", "u", "b");
  reversed.segment("s4", "u", "b").segment("s3", "a", "u").segment("s2", "b", "a").segment("s1", "a", "b");
  for (const NetworkBuilder* each : {&builder, &reversed}) {
    const Network& network = each->build();
    const std::vector<Route> routes = build_routes(network, RouteBound::all_pairs);
    REQUIRE(ids(routes) == Ids{"x:a--b", "x:a--b#2", "x:a--b#3"});
    CHECK(segment_ids(network, routes[0]) == Ids{"s1"});
    CHECK(segment_ids(network, routes[1]) == Ids{"s2"});
    CHECK(segment_ids(network, routes[2]) == Ids{"s3", "s4"});
  }
}

TEST_CASE("Parallel cables of two systems are two routes") {
  NetworkBuilder builder;
  builder.station("a").station("b").system("x").segment("x1", "a", "b").system("y").segment("y1", "a", "b");
  CHECK(ids(build_routes(builder.build(), RouteBound::all_pairs)) == Ids{"x:a--b", "y:a--b"});
}

// Pacific Light Cable Network: Toucheng and Baler each have pairs to El Segundo, none to each other, and the pairs
// that would have gone to Hong Kong are not in use.
TEST_CASE("A stated pair plan is used as it stands") {
  NetworkBuilder builder;
  builder.station("toucheng").station("baler").station("el-segundo").unit("bu").system("plcn", 6);
  builder.segment("s1", "toucheng", "bu").segment("s2", "bu", "el-segundo").branch("s3", "bu", "baler");
  CHECK(ids(build_routes(builder.build(), RouteBound::all_pairs)) ==
        Ids{"plcn:baler--el-segundo", "plcn:baler--toucheng", "plcn:el-segundo--toucheng"});

  builder.route("plcn-r1", "toucheng", "el-segundo", {"s1", "s2"}).route("plcn-r2", "baler", "el-segundo", {"s3", "s2"});
  for (const RouteBound bound : {RouteBound::all_pairs, RouteBound::trunk_only}) {
    CHECK(ids(build_routes(builder.build(), bound)) == Ids{"plcn-r1", "plcn-r2"});
  }
}

TEST_CASE("Capacity is divided only by stated fibre pairs") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").system("stated", 8, 96.0);
  builder.segment("s1", "a", "b").segment("s2", "b", "c");
  builder.route("r1", "a", "b", {"s1"}, 6).route("r2", "b", "c", {"s2"});
  builder.system("alone", 4, 80.0).segment("l1", "a", "b");
  builder.system("undated", std::nullopt, 80.0).segment("n1", "a", "b", SegmentRole::trunk, 4);
  const std::vector<Route> routes = build_routes(builder.build(), RouteBound::all_pairs);
  REQUIRE(ids(routes) == Ids{"alone:a--b", "r1", "r2", "undated:a--b"});
  CHECK(routes[0].fibre_pairs == 4);
  CHECK(routes[0].capacity_tbps == 80.0);
  CHECK(routes[1].capacity_tbps == 72.0);
  CHECK_FALSE(routes[2].capacity_tbps);
  CHECK(routes[3].fibre_pairs == 4);
  CHECK_FALSE(routes[3].capacity_tbps);
}

TEST_CASE("Bound routes take the fewest pairs on their way, and no capacity from pairs they share") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").unit("u").system("x", 8, 80.0);
  builder.segment("s1", "a", "u", SegmentRole::trunk, 8).segment("s2", "u", "b", SegmentRole::trunk, 6);
  builder.segment("s3", "u", "c", SegmentRole::branch, 2).segment("s4", "a", "b", SegmentRole::trunk, 4);
  builder.segment("s5", "b", "c");
  const std::vector<Route> routes = build_routes(builder.build(), RouteBound::all_pairs);
  REQUIRE(ids(routes) == Ids{"x:a--b", "x:a--b#2", "x:a--c", "x:b--c", "x:b--c#2"});
  CHECK(routes[0].fibre_pairs == 6);  // s1 s2
  CHECK_FALSE(routes[0].capacity_tbps);
  CHECK(routes[1].fibre_pairs == 4);  // s4, alone on its segment
  CHECK(routes[1].capacity_tbps == 40.0);
  CHECK(routes[2].fibre_pairs == 2);
  CHECK(routes[3].fibre_pairs == 2);
  CHECK_FALSE(routes[4].fibre_pairs);  // s5, unknown
}

TEST_CASE("Too many paths are refused") {
  NetworkBuilder builder;  // 2^14 paths from a to b
  builder.station("a").station("b").system("ladder");
  for (int i = 0; i <= 14; ++i) builder.unit(fmt::format("u{}", i));
  builder.segment("first", "a", "u0").segment("last", "u14", "b");
  for (int i = 0; i < 14; ++i) {
    const std::string from = fmt::format("u{}", i), to = fmt::format("u{}", i + 1);
    builder.segment(fmt::format("p{}", i), from, to).segment(fmt::format("q{}", i), from, to);
  }
  CHECK_THROWS_AS(build_routes(builder.build(), RouteBound::all_pairs), DataError);
  CHECK_THROWS_WITH(build_routes(builder.build(), RouteBound::all_pairs), ContainsSubstring("system ladder"));
}

namespace {

// Independent of the search: every ordered choice of distinct branching units between two stations, times every choice
// among the parallel segments of each hop.
std::vector<Ids> paths_by_choice(const Network& network, const std::vector<NodeId>& stations,
                                 const std::vector<NodeId>& units) {
  const auto between = [&](NodeId a, NodeId b) {
    Ids found;
    for (const Segment& segment : network.segments) {
      if ((segment.from == a && segment.to == b) || (segment.from == b && segment.to == a)) found.push_back(segment.id);
    }
    return found;
  };
  std::vector<Ids> paths;
  for (const NodeId a : stations) {
    for (const NodeId b : stations) {
      if (network[a].id >= network[b].id) continue;
      for (unsigned subset = 0; subset < (1U << units.size()); ++subset) {
        std::vector<NodeId> interior;
        for (std::size_t i = 0; i < units.size(); ++i) {
          if (subset >> i & 1) interior.push_back(units[i]);
        }
        do {
          std::vector<NodeId> stops = interior;
          stops.insert(stops.begin(), a);
          stops.push_back(b);
          std::vector<Ids> partial{{}};
          for (std::size_t i = 1; i < stops.size(); ++i) {
            std::vector<Ids> longer;
            for (const Ids& head : partial) {
              for (const std::string& segment : between(stops[i - 1], stops[i])) {
                longer.push_back(head);
                longer.back().push_back(segment);
              }
            }
            partial = longer;
          }
          paths.insert(paths.end(), partial.begin(), partial.end());
        } while (std::next_permutation(interior.begin(), interior.end()));
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("On random graphs the routes are exactly the paths found by trying every choice") {
  std::mt19937 random(20240101);
  std::size_t seen = 0;
  for (int round = 0; round < 200; ++round) {
    NetworkBuilder builder;
    std::vector<NodeId> stations, units;
    for (int i = 0; i < 4; ++i) {
      builder.station(fmt::format("s{}", i));
      stations.push_back(NodeId{static_cast<std::uint32_t>(i)});
    }
    for (int i = 0; i < 4; ++i) {
      builder.unit(fmt::format("u{}", i));
      units.push_back(NodeId{static_cast<std::uint32_t>(4 + i)});
    }
    builder.system("x");
    for (int i = 0; i < 9; ++i) {
      const auto from = random() % 8, to = random() % 8;
      if (from == to) continue;
      const Network& network = builder.build();
      builder.segment(fmt::format("e{}", i), network.nodes[from].id, network.nodes[to].id);
    }
    const Network& network = builder.build();
    std::vector<Ids> routes;
    for (const Route& route : build_routes(network, RouteBound::all_pairs)) routes.push_back(segment_ids(network, route));
    std::sort(routes.begin(), routes.end());
    REQUIRE(routes == paths_by_choice(network, stations, units));
    seen += routes.size();
  }
  CHECK(seen > 500);
}

#include "network/summary.hpp"

#include "catch.hpp"
#include "network_builder.hpp"

using namespace kaitei::network;
using kaitei::network::test::NetworkBuilder;

TEST_CASE("A network's facts are counted, and what hangs together is listed") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").station("far").node("city", NodeKind::city).unit("u");
  builder.system("x", 4, 40.0).segment("s1", "a", "u").segment("s2", "u", "b").branch("s3", "u", "c").link("l", "city", "a");
  builder.system("y", 4, 40.0).segment("t1", "a", "b").section("p", {"t1"}, "a", "b", std::nullopt);
  Network network = builder.build();
  network.nodes[0].weight = Weight{1500, "2020", std::nullopt, {}};
  network.nodes[1].weight = Weight{std::nullopt, "", 0.5, {"operator", Confidence::a}};
  network.terminal_sets = {{"ab", {NodeId{0}, NodeId{1}}}, {"b", {NodeId{1}}}};
  const Summary summary = summarise(network);

  REQUIRE(summary.systems.size() == 2);
  CHECK(summary.systems[0].stations == 3);
  CHECK(summary.systems[0].segments == 3);
  CHECK(summary.systems[0].stated_lengths == 0);
  CHECK(summary.systems[0].length_km == 300);
  CHECK(summary.length_km == 400);
  CHECK(summary.nodes_by_kind == std::map<std::string, std::size_t>{{"branching_unit", 1}, {"city", 1}, {"station", 4}});
  CHECK(summary.elements_by_kind ==
        std::map<std::string, std::size_t>{{"feed", 2}, {"link", 1}, {"segment", 4}, {"station", 4}});
  CHECK(summary.sections_of_unknown_feeding == 1);
  REQUIRE(summary.bounds.size() == 2);
  CHECK(summary.bounds[0].routes == 4);
  CHECK(summary.bounds[0].capacity_known == 1);
  CHECK(summary.bounds[0].edges == 5);
  CHECK(summary.bounds[1].routes == 4);  // trunk ends a and b; every pair holds one of them
  CHECK(summary.components == std::vector<std::vector<std::string>>{{"a", "b", "c", "city"}, {"far"}});
  CHECK(summary.people == 1500);
  CHECK(summary.people_by_set == std::map<std::string, std::int64_t>{{"ab", 1500}});  // of b no count is known
  CHECK(summary.evidence.at("weights") == std::map<std::string, std::size_t>{{"A", 1}, {"U", 1}});
  CHECK(summary.evidence.at("segments") == std::map<std::string, std::size_t>{{"U", 4}});
}

#include "network/network.hpp"

#include "catch.hpp"
#include "network_builder.hpp"

using namespace kaitei::network;
using kaitei::network::test::NetworkBuilder;

TEST_CASE("Rows are found by their stable id") {
  NetworkBuilder builder;
  builder.station("keelung").station("naha").system("first").system("second").segment("second-s1", "keelung", "naha");
  Network network = builder.build();
  network.terminal_sets.push_back({"japan", {NodeId{1}}});

  CHECK(network.find_node("naha") == NodeId{1});
  CHECK_FALSE(network.find_node("Naha"));
  CHECK(network.find_system("second") == SystemId{1});
  CHECK_FALSE(network.find_system(""));
  CHECK(network.find_segment("second-s1") == SegmentId{0});
  CHECK_FALSE(network.find_segment("second-s"));
  REQUIRE(network.find_terminal_set("japan"));
  CHECK(network.find_terminal_set("japan")->nodes == std::vector{NodeId{1}});
  CHECK(network.find_terminal_set("taiwan") == nullptr);
}

TEST_CASE("Words of the data and of the bounds") {
  CHECK(to_string(NodeKind::branching_unit) == "branching_unit");
  CHECK(to_string(Status::in_service) == "in_service");
  CHECK(to_string(SegmentRole::branch) == "branch");
  CHECK(to_string(LinkKind::microwave) == "microwave");
  CHECK(to_string(RoutePlan::inferred) == "inferred");
  CHECK(to_string(RouteBound::trunk_only) == "trunk-only");
  CHECK(to_string(Confidence::unsourced) == "U");
}

#include "results/read_network.hpp"

#include "catch.hpp"
#include "results/read.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::network;

TEST_CASE("A result's network comes back with its places, lines, owners and sets") {
  testing::TemporaryFolder folder;
  const Network written = testing::sample_record().network;
  results::write_result(testing::sample_record(), folder / "run.h5");
  const Network net = results::read_result(folder / "run.h5").network;
  CHECK(net.name == written.name);
  CHECK(net.licence == written.licence);
  REQUIRE(net.nodes.size() == 4);
  for (std::size_t i = 0; i < net.nodes.size(); ++i) {
    CHECK(net.nodes[i].id == written.nodes[i].id);
    CHECK(net.nodes[i].name == written.nodes[i].name);
    CHECK(net.nodes[i].name_local == written.nodes[i].name_local);
    CHECK(net.nodes[i].kind == written.nodes[i].kind);
    CHECK(net.nodes[i].country == written.nodes[i].country);
    CHECK(net.nodes[i].position.longitude == written.nodes[i].position.longitude);
  }
  REQUIRE(net.systems.size() == 2);
  CHECK(net.systems[0].owners == std::vector<std::string>{"中華電信", "NTT"});
  CHECK(net.systems[0].design_tbps == 54.8);
  CHECK_FALSE(net.systems[1].design_tbps.has_value());
  CHECK(net.systems[1].status == Status::planned);
  REQUIRE(net.segments.size() == 2);
  CHECK(net.segments[0].length_km == 800.5);
  CHECK(net.segments[0].fibre_pairs == 6);
  REQUIRE(net.segments[0].line.size() == 3);
  CHECK(net.segments[0].line[1].longitude == 125);
  CHECK(net.segments[0].depth_shares == written.segments[0].depth_shares);
  CHECK_FALSE(net.segments[1].depth_shares.has_value());
  CHECK(net.segments[1].from == NodeId{2});
  REQUIRE(net.power_sections.size() == 1);
  CHECK(net.power_sections[0].segments == written.power_sections[0].segments);
  CHECK_FALSE(net.power_sections[0].end_b.has_value());
  REQUIRE(net.links.size() == 1);
  CHECK(net.links[0].length_km == 45.0);
  REQUIRE(net.terminal_sets.size() == 2);
  CHECK(net.terminal_sets[0].name == "taiwan");
  CHECK(net.terminal_sets[0].nodes == std::vector{NodeId{0}, NodeId{3}});
}

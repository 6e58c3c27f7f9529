// Graph files made up here, in the manner of the Internet Topology Zoo and of edge lists as papers publish them.
#include "geo/graph_source.hpp"

#include <map>

#include "catch.hpp"
#include "geo/geodesic.hpp"
#include "network/lower.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;

namespace {

// Keys as the Topology Zoo declares them; c has no coordinates, a-b stands twice, c-c is a loop.
std::string zoo(const std::string& direction = "undirected", const std::string& more = "") {
  return R"(<?xml version="1.0" encoding="utf-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="Longitude" attr.type="double" for="node" id="d1"/><key attr.name="Latitude" attr.type="double" for="node" id="d2"/>
  <key attr.name="label" attr.type="string" for="node" id="d3"/><key attr.name="Country" attr.type="string" for="node" id="d4"/>
  <key attr.name="LinkSpeedRaw" attr.type="double" for="edge" id="d5"><default>10000000000.0</default></key>
  <key attr.name="Network" attr.type="string" for="graph" id="d6"/><key attr.name="License" attr.type="string" for="graph" id="d7"/>
  <key attr.name="Internal" attr.type="int" for="node" id="d8"/>
  <graph edgedefault=")" + direction + R"("><data key="d6">Made Up Net</data><data key="d7">CC0-1.0</data>
  <node id="a"><data key="d1">121.5</data><data key="d2">25.0</data><data key="d3">Taip&#233;i</data><data key="d4">Taiwan</data><data key="d8">1</data></node>
  <node id="b"><data key="d1">139.7</data><data key="d2">35.7</data><data key="d3">Tokyo</data><data key="d4">Japan</data></node>
  <node id="c"><data key="d3">Elsewhere</data></node>
  <edge source="a" target="b"><data key="d5">2500000000000</data></edge><edge source="b" target="a"/>
  <edge source="b" target="c" id="b-c"/><edge source="c" target="c"/>)" + more + "</graph></graphml>";
}

std::vector<std::string> ids(const auto& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  return ids;
}

using Ids = std::vector<std::string>;

LoadedNetwork load(SourceFolder& folder, const std::string& name, const std::string& text) {
  return load_network(folder.write(name, text).path() / name, {});
}

std::string refused(SourceFolder& folder, const std::string& name, const std::string& text) {
  return refusal(folder.write(name, text).path() / name);
}

}  // namespace

TEST_CASE("A topology in GraphML is a network of exchanges and links") {
  SourceFolder folder;
  const LoadedNetwork loaded = load(folder, "made-up.graphml", zoo());
  const network::Network& network = loaded.network;
  CHECK(network.name == "Made Up Net");
  CHECK(network.licence == "CC0-1.0");
  CHECK(ids(network.nodes) == Ids{"a", "b", "c"});
  CHECK(network.nodes[0].name == "Taip\xc3\xa9i");
  CHECK(network.nodes[0].kind == network::NodeKind::exchange);
  CHECK_FALSE(is_known(network.nodes[2].position));
  CHECK(ids(network.links) == Ids{"a--b", "a--b#2", "b-c"});
  CHECK(network.links[0].capacity_tbps == 2.5);
  CHECK(network.links[1].capacity_tbps == 0.01);
  CHECK(*network.links[0].length_km == Approx(distance_km({121.5, 25}, {139.7, 35.7})));
  CHECK_FALSE(network.links[2].length_km);
  CHECK(network.find_terminal_set("taiwan")->nodes.size() == 1);
  CHECK(network::lower(network, {}).edges.size() == 3);
  CHECK(loaded.files.size() == 1);
  CHECK(repairs(loaded) == Ids{"nodes : 1 of 3 nodes without coordinates", "links : 1 edges from a node to itself left out",
                               "links : lengths of 2 links taken from the geodesic between their nodes, a lower bound"});
}

TEST_CASE("The two directions of a directed edge are one link") {
  SourceFolder folder;
  const LoadedNetwork loaded = load(folder, "d.graphml", zoo("directed", R"(<edge source="a" target="b"/><edge source="c" target="a"/>)"));
  CHECK(ids(loaded.network.links) == Ids{"a--b", "b-c", "a--b#2", "a--c"});
}

TEST_CASE("GraphML that is no plain graph is refused") {
  SourceFolder folder;
  const auto check = [&](const std::string& text, const std::string& words) {
    CAPTURE(text);
    CHECK(refused(folder, "x.graphml", text).find(words) != std::string::npos);
    CHECK(refused(folder, "x.graphml", text).find("x.graphml") != std::string::npos);
  };
  check(zoo().substr(0, 900), "it is no well-formed XML");
  check("", "it is no well-formed XML");
  check("<gexf/>", "holds no <graph>");
  check("<graphml><graph/><graph/></graphml>", "holds several graphs");
  check("<graphml><graph><node id='a'/></graph></graphml>", "no edges between two nodes");
  check("<graphml><graph><node/></graph></graphml>", "a node without an id");
  check("<graphml><graph><node id='a'><graph/></node></graph></graphml>", "a graph inside node \"a\"");
  check("<graphml><graph><hyperedge/></graph></graphml>", "a hyperedge");
  check("<graphml><graph><node id='a'/><node id='a'/><edge source='a' target='a'/></graph></graphml>", "no edges");
  check(zoo("undirected", R"(<edge source="a" target="z"/>)"), "an edge at node \"z\", which it does not hold");
  check(zoo("undirected", R"(<node id="a"/>)"), "id a stands in the layer twice");
  check(zoo("undirected", R"(<node id="n"><data key="d1">12,5</data></node>)"), "lon is \"12,5\"");
  check(zoo("undirected", R"(<node id="n"><data key="d1">12</data><data key="d2">95</data></node>)"), "out of range");
  check(zoo("undirected", R"(<edge source="a" target="c"><data key="d5">fast</data></edge>)"), "linkspeedraw is \"fast\"");
}

TEST_CASE("Edge lists, whatever separates their columns") {
  SourceFolder folder;
  for (const auto& [name, text] : std::map<std::string, std::string>{
           {"plain.txt", "# name: net\n# licence: CC0-1.0\nfrom to probability length_km\n1 2 0.25 10\n2 3  0.5 20\n\n1 3 0 30\n"},
           {"list.csv", "# name: net\n# licence: CC0-1.0\nProbability,U,v,length_km,colour\r\n0.25,1,\"2\",10,red\r\n0.5,2,3,20,\r\n0,1,3,30,\r\n"},
           {"list.tsv", "\xef\xbb\xbf# name: net\n% licence: CC0-1.0\nsource\ttarget\tfailure_probability\tlength_km\n1\t2\t0.25\t10\n2\t3\t0.5\t20\n1\t3\t0\t30\n"}}) {
    CAPTURE(name);
    const network::Network network = load(folder, name, text).network;
    CHECK(network.name == "net");
    CHECK(network.licence == "CC0-1.0");
    CHECK(ids(network.nodes) == Ids{"1", "2", "3"});
    CHECK(ids(network.links) == Ids{"1--2", "2--3", "1--3"});
    CHECK(network.links[0].failure_probability == 0.25);
    CHECK(network.links[2].failure_probability == 0);
    CHECK(network.links[1].length_km == 20);
  }
  CHECK(load(folder, "short.tsv", "from\tto\tid\tlength_km\n1\t2\t\t\n").network.links.size() == 1);
  CHECK(load(folder, "bare.edges", "a b\nb c {}\nb a\n").network.links.size() == 3);
  CHECK(load(folder, "names.csv", "from,to\n\"Hong Kong\",\"a \"\"b\"\"\"\n").network.nodes[1].id == "a \"b\"");
}

TEST_CASE("Edge lists that leave something open are refused with the line") {
  SourceFolder folder;
  const auto check = [&](const std::string& text, const std::string& words) {
    CAPTURE(text);
    CHECK(refused(folder, "x.txt", text).find(words) != std::string::npos);
  };
  check("1 2 0.5\n", "x.txt:1: 3 fields where 2 are expected (without a header what follows the two nodes is unclear)");
  check("from to probability\n1 2\n", "x.txt:2: 2 fields where 3 are expected");
  check("from to probability\n1 2 x\n", "failure_probability is \"x\"");
  check("from to probability\n1 2 1.5\n", "failure_probability is 1.5");
  check("from to probability failure_probability\n1 2 0 0\n", "two columns failure_probability");
  check("from,to\n1,\n", "x.txt:2: an edge without both its nodes");
  check("1\n", "x.txt:1: an edge of one word");
  check("", "nothing can be read");
  check("# nothing\n", "no edges between two nodes");
  check("1 1\n", "no edges between two nodes");
}

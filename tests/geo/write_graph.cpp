#include "geo/write_graph.hpp"

#include <map>
#include <sstream>

#include "catch.hpp"
#include "network/lower.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;

namespace {

// a - u - b with a branch to c, and a link from a to b.
network::Network small(SourceFolder& folder) {
  folder.write("nodes.csv", "id,name,kind,country,lon,lat\na,\"A & <B>\",station,Taiwan,121,25\nb,Beta,station,Japan,123,25\n"
                            "c,Gamma,station,Japan,122,24\nu,,branching_unit,,122,25\n");
  folder.write("segments.geojson", collection({feature(R"("id":"x1","system":"x","from":"a","to":"u","length_km":100)", line("[121,25],[122,25]")),
                                               feature(R"("id":"x2","system":"x","from":"u","to":"b","length_km":50)", line("[122,25],[123,25]")),
                                               feature(R"("id":"x3","system":"x","from":"u","to":"c","role":"branch","length_km":7)", line("[122,25],[122,24]"))}));
  folder.write("links.csv", "id,kind,from,to,length_km,failure_probability\n\"a,b\",microwave,a,b,5,0.125\n");
  folder.write("datapackage.json", R"({"name":"small","licenses":[{"name":"CC-BY-4.0"}],"sources":[{"title":"Who made it"}]})");
  return load_network(folder.path(), {}).network;
}

std::string written(const network::Network& network, GraphFormat format, EdgeChoice edges) {
  std::ostringstream out;
  write_graph(network, out, format, edges);
  return out.str();
}

}  // namespace

TEST_CASE("An edge list holds the routes of a bound, or the segments, under the data's licence") {
  SourceFolder folder;
  const network::Network network = small(folder);
  const std::string head = "# name: small\n# licence: CC-BY-4.0\n# attribution: Who made it\n";
  const std::string columns = "from,to,id,kind,system,length_km,capacity_tbps,probability\n";
  const std::string link = "a,b,\"a,b\",microwave,,5,,0.125\n";
  CHECK(written(network, GraphFormat::edge_list, EdgeChoice::all_pairs) ==
        head + "# edges: all-pairs\n" + columns + "a,b,x:a--b,,x,150,,\na,c,x:a--c,,x,107,,\nb,c,x:b--c,,x,57,,\n" + link);
  CHECK(written(network, GraphFormat::edge_list, EdgeChoice::segments) ==
        head + "# edges: segments\n" + columns + "a,u,x1,,x,100,,\nu,b,x2,,x,50,,\nu,c,x3,,x,7,,\n" + link);
}

TEST_CASE("Written graphs are read again: a route is a link") {
  SourceFolder folder;
  const network::Network network = small(folder);
  for (const auto& [name, format] : std::map<std::string, GraphFormat>{{"n.graphml", GraphFormat::graphml}, {"n.csv", GraphFormat::edge_list}}) {
    CAPTURE(name);
    write_graph(network, folder.path() / name, format, EdgeChoice::all_pairs);
    const network::Network again = load_network(folder.path() / name, {}).network;
    CHECK(again.name == "small");
    CHECK(again.licence == "CC-BY-4.0");
    CHECK(again.attribution == "Who made it");
    REQUIRE(again.links.size() == 4);
    CHECK(again.links[1].id == "x:a--c");
    CHECK(again.links[1].length_km == 107);
    CHECK(again.links[3].kind == network::LinkKind::microwave);
    CHECK(again.links[3].failure_probability == 0.125);
    CHECK(again.nodes.size() == 3);
  }
  write_graph(network, folder.path() / "n.graphml", GraphFormat::graphml, EdgeChoice::all_pairs);
  const network::Network graph = load_network(folder.path() / "n.graphml", {}).network;
  CHECK(graph.nodes[0].name == "A & <B>");
  CHECK(graph.nodes[0].kind == network::NodeKind::station);
  CHECK(graph.nodes[0].country == "Taiwan");
  CHECK(graph.nodes[0].position.longitude == 121);
}

TEST_CASE("A graph that cannot be written leaves nothing behind") {
  SourceFolder folder;
  const network::Network network = small(folder);
  CHECK_THROWS_AS(write_graph(network, folder.path() / "absent" / "n.csv", GraphFormat::edge_list, EdgeChoice::segments), RunError);
}

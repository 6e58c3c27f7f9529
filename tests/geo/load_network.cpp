// What each layer means, and each row that is refused.
#include "geo/load_network.hpp"

#include "catch.hpp"
#include "network/lower.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;

namespace {

// Cable x: a - u - b with a branch u - c; planned cable y: a - v - b; retired cable z: b - c. City t beside a.
void write_three_cables(SourceFolder& folder) {
  folder.write("nodes.csv",
               "id,name,kind,country,lon,lat,switchable\n"
               "a,Alpha,station,Taiwan,121,25,\nb,Beta,station,Japan,123,25,\nc,,station,Japan,122,24,\n"
               "u,,branching_unit,,122,25,0\nv,,branching_unit,,122,26,1\nt,,city,Taiwan,121,24.9,\n");
  folder.write("systems.csv",
               "id,name,aliases,status,rfs,retired,length_km,fibre_pairs,design_tbps,lit_tbps,owners,source,confidence,"
               "landing_parties,suppliers,spare_tbps,repeater_spacing_km\n"
               "x,Cable X,X;Cross,in_service,2016-06,,210.5,6,48,12,KDDI; NTT,report,B,NTT (Alpha);KDDI,NEC,3,60.5\n"
               "y,,,planned,2030,,,,,,,,\nz,,,retired,,2012,,,,,,,\n");
  folder.write("segments.geojson",
               collection({feature(R"("id":"x1","system":"x","from":"a","to":"u","length_km":120.5)", line("[121,25],[122,25]")),
                           feature(R"("id":"x2","system":"x","from":"u","to":"b","length_km":101,"length_basis":"scaled")", line("[122,25],[123,25]")),
                           feature(R"("id":"x3","system":"x","from":"u","to":"c","role":"branch")", line("[122,25],[122,24]")),
                           feature(R"("id":"y1","system":"y","from":"a","to":"v")", line("[121,25],[122,26]")),
                           feature(R"("id":"y2","system":"y","from":"v","to":"b")", line("[122,26],[123,25]")),
                           feature(R"("id":"z1","system":"z","from":"b","to":"c")", line("[123,25],[122,24]"))}));
  folder.write("routes.csv", "id,system,from,to,segments,fibre_pairs,capacity_tbps,plan,source,confidence\n"
                             "x-ab,x,a,b,x1;x2,4,,published,filing,A\ny-ab,y,a,b,y1;y2,,,inferred,,\n");
  folder.write("power_sections.csv", "id,system,segments,end_a,end_b,single_end_capable,source,confidence\n"
                                     "x-p,x,x1;x2,a,b,1,,\nx-q,x,x3,c,,,,\ny-p,y,y1;y2,a,b,,,\n");
  folder.write("links.csv", "id,kind,from,to,length_km,capacity_tbps,source,confidence\nt-a,backhaul,t,a,14,,,\n");
  folder.write("terminals.csv", "set,node\ntaiwan,t\njapan,b\njapan,c\n");
  folder.write("weights.csv", "node,population,year,demand_tbps,source,confidence\nt,13645,2021,0.0095,register,A\nb,,,2,,\n");
  folder.write("datapackage.json", R"({"name":"three-cables","version":"1.2","licenses":[{"name":"CC-BY-4.0"},{"name":"ODbL"}]})");
}

std::vector<std::string> ids(const auto& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("Every layer, read") {
  SourceFolder folder;
  write_three_cables(folder);
  const LoadedNetwork loaded = load_network(folder.path(), {});
  const network::Network& network = loaded.network;
  CHECK(network.name == "three-cables");
  CHECK(network.version == "1.2");
  CHECK(network.licence == "CC-BY-4.0, ODbL");
  CHECK(repairs(loaded).empty());
  CHECK(loaded.files.size() == 9);

  const network::System& x = network.systems.at(0);
  CHECK(x.name == "Cable X");
  CHECK(x.aliases == Ids{"X", "Cross"});
  CHECK(x.owners == Ids{"KDDI", "NTT"});
  CHECK(x.ready_for_service == "2016-06");
  CHECK(x.length_km == 210.5);
  CHECK(x.fibre_pairs == 6);
  CHECK(x.design_tbps == 48);
  CHECK(x.lit_tbps == 12);
  CHECK(x.spare_tbps == 3);
  CHECK(x.repeater_spacing_km == 60.5);
  CHECK(x.landing_parties == Ids{"NTT (Alpha)", "KDDI"});
  CHECK(x.suppliers == Ids{"NEC"});
  CHECK(x.evidence.confidence == network::Confidence::b);

  const std::optional<network::Weight>& weight = network[*network.find_node("t")].weight;
  REQUIRE(weight);
  CHECK(weight->population == 13645);
  CHECK(weight->year == "2021");
  CHECK(weight->demand_tbps == 0.0095);
  CHECK(weight->evidence.confidence == network::Confidence::a);
  CHECK_FALSE(network[*network.find_node("b")].weight->population);
  CHECK_FALSE(network[*network.find_node("a")].weight);

  CHECK(network.segments.at(0).length_km == 120.5);
  CHECK(network.segments[0].length_stated);
  CHECK(network.segments[1].length_km == 101);
  CHECK_FALSE(network.segments[1].length_stated);
  CHECK(network.segments[2].role == network::SegmentRole::branch);
  CHECK_FALSE(network.segments[1].depth_shares);
  CHECK_FALSE(network.segments[1].repeatered);

  const network::Route& route = network.routes.at(0);
  CHECK(route.plan == network::RoutePlan::published);
  CHECK(route.fibre_pairs == 4);
  CHECK(network[route.from].id == "a");
  CHECK(network[route.segments.at(1)].id == "x2");

  CHECK(network.power_sections.at(0).single_end_capable == true);
  CHECK(network[*network.power_sections[0].end_b].id == "b");
  CHECK_FALSE(network.power_sections.at(1).end_b);
  CHECK_FALSE(network.power_sections[1].single_end_capable);
  CHECK(network.links.at(0).length_km == 14);
  REQUIRE(network.find_terminal_set("japan"));
  CHECK(network.find_terminal_set("japan")->nodes.size() == 2);
}

TEST_CASE("Retired and planned systems stay out with all that depends on them") {
  SourceFolder folder;
  write_three_cables(folder);
  const network::Network today = load_network(folder.path(), {}).network;
  CHECK(ids(today.systems) == Ids{"x"});
  CHECK(ids(today.nodes) == Ids{"a", "b", "c", "u", "t"});
  CHECK(ids(today.segments) == Ids{"x1", "x2", "x3"});
  CHECK(ids(today.routes) == Ids{"x-ab"});
  CHECK(ids(today.power_sections) == Ids{"x-p", "x-q"});
  CHECK(today[today.links[0].from].id == "t");  // numbered anew after v went
  CHECK(today[today.find_terminal_set("taiwan")->nodes[0]].id == "t");

  const network::Network later = load_network(folder.path(), {1.0, true}).network;
  CHECK(ids(later.systems) == Ids{"x", "y"});
  CHECK(ids(later.nodes) == Ids{"a", "b", "c", "u", "v", "t"});
  CHECK(later.nodes[4].switchable);
  CHECK(ids(later.routes) == Ids{"x-ab", "y-ab"});
  CHECK(ids(later.power_sections) == Ids{"x-p", "x-q", "y-p"});
}

TEST_CASE("Nodes and segments are enough") {
  SourceFolder folder;
  folder.write("nodes.csv", two_stations);
  folder.write("segments.geojson", collection({feature(R"("id":"s1","system":"north")", line(straight)),
                                               feature(R"("id":"s2","system":"north")", line(straight)),
                                               feature(R"("id":"s3")", line(straight))}));
  const network::Network network = load_network(folder.path(), {}).network;
  CHECK(network.name == folder.path().filename());
  CHECK(ids(network.systems) == Ids{"north", "s3"});
  CHECK(network[network.segments[1].system].id == "north");
  CHECK(network::build_routes(network, network::RouteBound::all_pairs).size() == 3);
}

TEST_CASE("Columns that are not known are ignored, and columns come in any order") {
  SourceFolder folder;
  write_two_stations(folder);
  folder.write("nodes.csv", "colour,lat,lon,ID,kind,id_old\nred,25,121,a,station,7\n,25,123,b,station,\n");
  CHECK(refusal(folder.path()) == "loaded");
}

TEST_CASE("A branching unit on no segment is left out and reported") {
  SourceFolder folder;
  write_two_stations(folder);
  folder.write("nodes.csv", std::string("id,kind,lon,lat\nlost,branching_unit,122,20\n") + std::string(two_stations).substr(16));
  const LoadedNetwork loaded = load_network(folder.path(), {});
  CHECK(repairs(loaded) == Ids{"nodes lost: branching unit on no segment left out"});
  CHECK(ids(loaded.network.nodes) == Ids{"a", "b"});
}

TEST_CASE("Depth fractions are scaled to a sum of 1, within a hundredth") {
  SourceFolder folder;
  write_two_stations(folder);
  const auto draw = [&](const std::string& fractions) {
    folder.write("segments.geojson", collection({feature(a_to_b + ("," + fractions), line(straight))}));
  };
  draw(R"("shallow_fraction":0.33,"slope_fraction":0.33,"deep_fraction":0.33)");
  const LoadedNetwork loaded = load_network(folder.path(), {});
  CHECK((*loaded.network.segments[0].depth_shares)[1] == Approx(1.0 / 3));
  CHECK(repairs(loaded).size() == 1);
  CHECK_THAT(repairs(loaded)[0], ContainsSubstring("depth fractions scaled from a sum of 0.99"));
  draw(R"("shallow_fraction":0.3,"slope_fraction":0.33,"deep_fraction":0.33)");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("layer segments, s1: depth fractions sum to 0.96"));
  draw(R"("shallow_fraction":1.5,"slope_fraction":-0.5,"deep_fraction":0)");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("slope_fraction is -0.5"));
  draw(R"("shallow_fraction":1)");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("some depth fractions without the others"));
}

namespace {

struct BadRow {
  std::string file, text, message;
};

}  // namespace

TEST_CASE("Rows that cannot be understood are refused by layer, row and reason") {
  const std::string nodes = "id,kind,lon,lat,switchable\n", good = "a,station,121,25,\nb,station,123,25,\nc,station,122,24,\n";
  const std::string rest = "u,branching_unit,122,25,\nv,branching_unit,122,26,\nt,city,121,24.9,\n";
  const std::string systems = "id,status,length_km,fibre_pairs\n", others = "y,planned,,\nz,retired,,\n";
  const std::string routes = "id,system,from,to,segments,fibre_pairs,plan\n";
  const std::string sections = "id,system,segments,end_a,end_b,single_end_capable\n";
  const std::string links = "id,kind,from,to,length_km\n";
  for (const BadRow& bad : std::vector<BadRow>{
           {"nodes.csv", nodes + good + rest + ",station,120,20,\n", "layer nodes, row 7: no id"},
           {"nodes.csv", nodes + good + rest + "a,station,120,20,\n", "layer nodes, a: id a stands in the layer twice"},
           {"nodes.csv", nodes + good + rest + "d,ship,120,20,\n", "layer nodes, d: kind is \"ship\""},
           {"nodes.csv", nodes + good + rest + "d,,120,20,\n", "layer nodes, d: no kind"},
           {"nodes.csv", nodes + good + rest + "d,station,nan,20,\n", "layer nodes, d: lon is \"nan\""},
           {"nodes.csv", nodes + good + rest + "d,station,120,91,\n", "layer nodes, d: position 120, 91 is out of range"},
           {"nodes.csv", nodes + good + rest + "d,station,361,20,\n", "layer nodes, d: position 361, 20 is out of range"},
           {"nodes.csv", nodes + good + rest + "d,station,,20,\n", "layer nodes, d: no position"},
           {"nodes.csv", nodes + good + rest + "d,station,east,20,\n", "layer nodes, d: lon is \"east\""},
           {"nodes.csv", nodes + good + rest + "d,station,120,20,perhaps\n", "layer nodes, d: switchable is \"perhaps\""},
           {"nodes.csv", nodes + good + rest + "d,station,120,20,1\n", "layer nodes, d: a switchable node that is no branching unit"},
           {"nodes.csv", "id,kind,lon,lat,site\nd,city,120,20,town\n", "layer nodes, d: site town at a node that is no station"},
           {"nodes.csv", "id,kind,lon,lat,site\nd,station,120,20,hut\n", "layer nodes, d: site is \"hut\""},
           {"systems.csv", systems + "x,afloat,,\n" + others, "layer systems, x: status is \"afloat\""},
           {"systems.csv", systems + "x,in_service,-5,\n" + others, "layer systems, x: length_km is -5"},
           {"systems.csv", systems + "x,in_service,,six\n" + others, "layer systems, x: fibre_pairs is \"six\""},
           {"systems.csv", systems + others, "layer segments, x1: system x is not in layer systems"},
           {"systems.csv", systems + "x,in_service,,\nx,in_service,,\n" + others, "layer systems, x: id x stands in the layer twice"},
           {"routes.csv", routes + "r,x,a,b,x1;x9,,\n", "layer routes, r: segment x9 is not in layer segments"},
           {"routes.csv", routes + "r,x,a,b,x1;z1,,\n", "layer routes, r: segment z1 belongs to another system"},
           {"routes.csv", routes + "r,x,a,b,x2;x1,,\n", "layer routes, r: segment x2 does not continue from node a"},
           {"routes.csv", routes + "r,x,a,c,x1;x2,,\n", "layer routes, r: its segments lead to node b, not to c"},
           {"routes.csv", routes + "r,x,a,u,x1,,\n", "layer routes, r: it ends at branching unit u"},
           {"routes.csv", routes + "r,x,a,d,x1,,\n", "layer routes, r: to names node d, which is not in layer nodes"},
           {"routes.csv", routes + "r,x,a,b,,,\n", "layer routes, r: no segments"},
           {"routes.csv", routes + "r,x,a,b,x1;x1,,\n", "layer routes, r: segment x1 stands in it twice"},
           {"routes.csv", routes + "r,x,a,b,x1;x2,,rumour\n", "layer routes, r: plan is \"rumour\""},
           {"routes.csv", routes + "r,x,a,b,x1;x2,0,\n", "layer routes, r: fibre_pairs is \"0\""},
           {"routes.csv", routes + "r,w,a,b,x1;x2,,\n", "layer routes, r: system w is not in layer systems"},
           {"power_sections.csv", sections + "p,x,x1;x3,a,b,\n", "layer power_sections, p: its segments lead to node c, not to b"},
           {"power_sections.csv", sections + "p,x,x2;x1,a,b,\n", "layer power_sections, p: segment x2 does not continue from node a"},
           {"power_sections.csv", sections + "p,x,x1,,,\n", "layer power_sections, p: no end_a"},
           {"power_sections.csv", sections + "p,x,x1,a,,maybe\n", "layer power_sections, p: single_end_capable is \"maybe\""},
           {"links.csv", links + "l,pigeon,t,a,\n", "layer links, l: kind is \"pigeon\""},
           {"links.csv", links + "l,backhaul,t,u,\n", "layer links, l: to is branching unit u"},
           {"links.csv", links + "l,backhaul,t,t,\n", "layer links, l: from and to are the same node"},
           {"links.csv", links + "l,backhaul,t,a,-1\n", "layer links, l: length_km is -1"},
           {"terminals.csv", "set,node\njapan,nara\n", "layer terminals, row 1: node names node nara"},
           {"terminals.csv", "set,node\n,a\n", "layer terminals, row 1: no set"},
           {"terminals.csv", "set,node\ns,a\ns,a\n", "layer terminals, row 2: node a stands in set s twice"},
           {"weights.csv", "node,population\nnara,5\n", "layer weights, row 1: node names node nara"},
           {"weights.csv", "node,population\nu,5\n", "layer weights, row 1: node is branching unit u"},
           {"weights.csv", "node,population\na,5\na,6\n", "layer weights, row 2: node a has two weights"},
           {"weights.csv", "node,population,demand_tbps\na,,\n", "layer weights, row 1: node a has neither population nor demand_tbps"},
           {"weights.csv", "node,population\na,many\n", "layer weights, row 1: population is \"many\""},
           {"datapackage.json", "{", "datapackage.json is not a data package descriptor"},
           {"datapackage.json", "[1]", "datapackage.json is not a data package descriptor"}}) {
    SourceFolder folder;
    write_three_cables(folder);
    folder.write(bad.file, bad.text);
    CAPTURE(bad.text);
    CHECK_THAT(refusal(folder.path()), ContainsSubstring(folder.path().string()) && ContainsSubstring(bad.message));
  }
}

TEST_CASE("A day's network: by dates, not by status") {
  SourceFolder folder;
  write_three_cables(folder);
  folder.write("links.csv", "id,kind,from,to,rfs\nt-a,backhaul,t,a,2000\n");
  folder.write("weights.csv", "node,population,year\nt,13645,2011\n");
  const auto on = [&](const char* day) { return load_network(folder.path(), {.as_of = network::parse_day(day)}); };
  CHECK(ids(on("2011-12-31").network.systems) == Ids{"z"});
  CHECK(ids(on("2011-12-31").network.segments) == Ids{"z1"});
  CHECK(ids(on("2016-06-30").network.systems) == Ids{"x"});
  CHECK(repairs(on("2016-06-30")).empty());
  CHECK(ids(on("2031-01-01").network.systems) == Ids{"x", "y"});
  CHECK(repairs(on("2031-01-01")) == Ids{"systems y: 2031-01-01: planned for 2030; taken as in service"});
  CHECK(repairs(on("2016-06-15")) ==
        Ids{"systems x: 2016-06-15: rfs 2016-06 does not say whether it was in service; left out"});
  CHECK_THAT(repairs(on("2011-12-31")).at(0), ContainsSubstring("systems z: 2011-12-31: rfs is unknown"));
  CHECK_THROWS_AS(load_network(folder.path(), {.include_planned = true, .as_of = network::parse_day("2016-06-30")}),
                  UsageError);
  CHECK(repairs(on("2010-12-31")).back() == "weights 1 of 1: 2010-12-31: of a later year; taken as they are");
  folder.write("systems.csv", "id,rfs\nx,Q4 2016\ny,\nz,\n");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("layer systems, x: rfs is \"Q4 2016\""));
}

TEST_CASE("A day's links: by dates, and without a day those that have not gone") {
  SourceFolder folder;
  write_three_cables(folder);
  folder.write("links.csv", "id,kind,from,to,capacity_tbps,rfs,retired\nmast,microwave,t,a,0.002,,2015-06-01\nmast,microwave,t,a,0.01,2015-06-01,\n"
                            "vague,backhaul,t,a,,2014/2016,\nroad,backhaul,t,a,,,\n");
  const auto on = [&](const char* day) { return load_network(folder.path(), {.as_of = network::parse_day(day)}); };
  const network::Network today = load_network(folder.path(), {}).network;
  CHECK(ids(today.links) == Ids{"mast", "vague", "road"});
  CHECK(today.links[0].capacity_tbps == 0.01);
  CHECK(ids(on("2010-01-01").network.links) == Ids{"mast", "road"});
  CHECK(on("2010-01-01").network.links[0].capacity_tbps == 0.002);
  const LoadedNetwork switched = on("2015-06-01");
  CHECK(ids(switched.network.links) == Ids{"mast", "road"});
  CHECK(switched.network.links[0].ready_for_service == "2015-06-01");
  CHECK_THAT(repairs(switched).at(0), ContainsSubstring("links vague: 2015-06-01: rfs 2014/2016 does not say"));
  CHECK(repairs(switched).at(1) == "links 1 of 4: 2015-06-01: rfs is unknown; taken as in service");
  CHECK(ids(on("2017-01-01").network.links) == Ids{"mast", "vague", "road"});
  folder.write("links.csv", "id,kind,from,to,rfs,retired\nmast,microwave,t,a,,2016\nmast,microwave,t,a,2015-03-01,\n");
  CHECK(refusal(folder.path()) == "loaded");
  CHECK_THROWS_WITH(on("2015-06-01"), ContainsSubstring("id mast stands in the layer twice"));
  folder.write("links.csv", "id,kind,from,to,rfs\nold,microwave,t,a,soon\n");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("layer links, old: rfs is \"soon\""));
}

TEST_CASE("A station is there with its cables, its radio or its people, and with it its backhaul and its place in sets") {
  SourceFolder folder;
  write_three_cables(folder);
  folder.write("weights.csv", "node,population\nt,13645\n");
  folder.write("terminals.csv", "set,node\ntaiwan,t\ntaiwan,a\nalpha,a\njapan,b\njapan,c\n");
  const auto on = [&](const char* day) { return load_network(folder.path(), {.as_of = network::parse_day(day)}).network; };
  const network::Network early = on("2011-12-31");  // z alone: b - c
  CHECK(ids(early.nodes) == Ids{"b", "c", "t"});
  CHECK(early.links.empty());
  CHECK(early[early.find_terminal_set("taiwan")->nodes.at(0)].id == "t");
  CHECK(early.find_terminal_set("taiwan")->nodes.size() == 1);
  CHECK_FALSE(early.find_terminal_set("alpha"));
  for (const network::Element& element : network::lower(early, {}).elements) CHECK(element.id != "station:a");
  CHECK(ids(on("2017-01-01").nodes) == Ids{"a", "b", "c", "u", "t"});

  folder.write("links.csv", "id,kind,from,to\nt-a,microwave,t,a\n");
  CHECK(ids(on("2011-12-31").nodes) == Ids{"a", "b", "c", "t"});
  folder.write("links.csv", "id,kind,from,to\nt-a,backhaul,t,a\n");
  folder.write("weights.csv", "node,population\na,5\n");
  CHECK(ids(on("2011-12-31").nodes) == Ids{"a", "b", "c", "t"});
}

TEST_CASE("Segments' columns are refused alike") {
  for (const auto& [properties, message] : std::vector<std::pair<std::string, std::string>>{
           {R"("system":"x","from":"a","to":"b")", "layer segments, row 1: no id"},
           {R"("id":"s1","from":"a","to":"nowhere")", "layer segments, s1: to names node nowhere"},
           {R"("id":"s1","from":"a","to":"b","length_km":-3)", "layer segments, s1: length_km is -3"},
           {R"("id":"s1","from":"a","to":"b","length_basis":"guessed")", "layer segments, s1: length_basis is \"guessed\""},
           {R"("id":"s1","from":"a","to":"b","length_km":0)", "layer segments, s1: a length of 0 km"},
           {R"("id":"s1","from":"a","to":"b","length_km":"long")", "layer segments, s1: length_km is \"long\""},
           {R"("id":"s1","from":"a","to":"b","role":"twig")", "layer segments, s1: role is \"twig\""},
           {R"("id":"s1","from":"a","to":"b","repeatered":2)", "layer segments, s1: repeatered is \"2\""},
           {R"("id":"s1","from":"a","to":"b","confidence":"Z")", "layer segments, s1: confidence is \"Z\""}}) {
    SourceFolder folder;
    write_two_stations(folder);
    folder.write("segments.geojson", collection({feature(properties, line(straight))}));
    CAPTURE(properties);
    CHECK_THAT(refusal(folder.path()), ContainsSubstring(message));
  }
  SourceFolder folder;
  write_two_stations(folder);
  folder.write("segments.geojson", collection({feature(a_to_b, line(straight)), feature(a_to_b, line(straight))}));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("id s1 stands in the layer twice"));
  folder.write("nodes.csv", "id,kind,lon,lat\na,station,121,25\nb,station,121,25\n");
  folder.write("segments.geojson", collection({feature(a_to_b, line("[121,25],[121.001,25]"))}));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("its nodes lie at one place"));
}

TEST_CASE("Lists may be JSON arrays, flags JSON booleans, dates dates") {
  SourceFolder folder;
  write_two_stations(folder);
  folder.write("systems.geojson",
               collection({feature(R"("id":"x","rfs":"2016-06-01","owners":["KDDI","NTT"],"fibre_pairs":6)", "null")}));
  folder.write("segments.geojson", collection({feature(a_to_b + std::string(R"(,"repeatered":true)"), line(straight))}));
  const network::Network network = load_network(folder.path(), {}).network;
  CHECK(network.systems.at(0).ready_for_service == "2016-06-01");
  CHECK(network.systems[0].owners == Ids{"KDDI", "NTT"});
  CHECK(network.segments.at(0).repeatered == true);
}

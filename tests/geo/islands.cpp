// Taiwan's and Japan's domestic links in the shipped data, against published facts and outages.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "catch.hpp"
#include "geo/load_network.hpp"
#include "network/summary.hpp"

using namespace kaitei;
using namespace kaitei::network;

namespace {

const std::filesystem::path root = KAITEI_SOURCE_DIR;

const Network& shipped() {
  static const geo::LoadedNetwork loaded = geo::load_network(root / "geodata" / "taiwan-japan", {});
  return loaded.network;
}

Network network_on(const std::string& day) {
  geo::LoadOptions options;
  options.as_of = parse_day(day);
  REQUIRE(options.as_of);
  return geo::load_network(root / "geodata" / "taiwan-japan", options).network;
}

using Ids = std::set<std::string>;

Ids members(const Network& network, const std::string& set) {
  const TerminalSet* found = network.find_terminal_set(set);
  REQUIRE(found);
  Ids ids;
  for (const NodeId node : found->nodes) ids.insert(network[node].id);
  return ids;
}

// What is reached from a node over all-pairs routes and links, with some segments and links cut.
Ids reached(const Network& network, const std::string& from, const Ids& cut) {
  std::vector<std::pair<NodeId, NodeId>> edges;
  for (const Route& route : build_routes(network, RouteBound::all_pairs)) {
    const auto is_cut = [&](SegmentId segment) { return cut.count(network[segment].id) > 0; };
    if (std::none_of(route.segments.begin(), route.segments.end(), is_cut)) edges.emplace_back(route.from, route.to);
  }
  for (const Link& link : network.links) {
    if (!cut.count(link.id)) edges.emplace_back(link.from, link.to);
  }
  Ids found{from};
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const auto& [a, b] : edges) {
      const std::string &one = network[a].id, &other = network[b].id;
      if (found.count(one) != found.count(other)) found.insert({one, other});
    }
  }
  return found;
}

// Of `asked`, those that are not reached from the exchange.
Ids dark(const Network& network, const Ids& asked, const std::string& exchange, const Ids& cut) {
  Ids out;
  const Ids lit = reached(network, exchange, cut);
  std::set_difference(asked.begin(), asked.end(), lit.begin(), lit.end(), std::inserter(out, out.end()));
  return out;
}

// Systems with a route from one of the islands' nodes to a node of the country outside them.
Ids systems_joining(const Network& network, const Ids& islands, const std::string& country) {
  Ids systems;
  for (const Route& route : build_routes(network, RouteBound::all_pairs)) {
    const auto is_in = [&](NodeId node) { return islands.count(network[node].id) > 0; };
    if (is_in(route.from) == is_in(route.to)) continue;
    const NodeId outside = is_in(route.from) ? route.to : route.from;
    if (network[outside].country == country) systems.insert(network[route.system].id);
  }
  return systems;
}

std::int64_t people(const Network& network, const Ids& nodes) {
  std::int64_t sum = 0;
  for (const Node& node : network.nodes) {
    if (nodes.count(node.id) && node.weight) sum += node.weight->population.value_or(0);
  }
  return sum;
}

std::vector<std::string> cells(const std::string& line) {  // of a CSV row; quotes are dropped
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"') quoted = !quoted;
    else if (letter == ',' && !quoted) found.emplace_back();
    else found.back() += letter;
  }
  return found;
}

}  // namespace

TEST_CASE("Domestic systems have the landings, segments and lengths that are published") {
  const Summary summary = summarise(shipped());
  std::ifstream file(root / "tests" / "geo" / "domestic_cables.csv");
  std::string line;
  REQUIRE(std::getline(file, line));
  REQUIRE(line == "system,stations,segments,length_km,source");
  std::size_t rows = 0;
  for (; std::getline(file, line); ++rows) {
    const std::vector<std::string> row = cells(line);
    REQUIRE(row.size() == 5);
    CAPTURE(row[0], row[4]);
    const auto system = std::find_if(summary.systems.begin(), summary.systems.end(),
                                     [&](const SystemSummary& s) { return shipped()[s.id].id == row[0]; });
    REQUIRE(system != summary.systems.end());
    CHECK(std::to_string(system->stations) == row[1]);
    CHECK(std::to_string(system->segments) == row[2]);
    // Drawn lines have no slack and few detours, so that they come out shorter.
    if (!row[3].empty()) CHECK(system->length_km == Approx(std::stod(row[3])).epsilon(0.05));
  }
  CHECK(rows >= 20);
}

// NEC, 2013-01-28 (news.mynavi.jp): TPKM3 is about 510 km, Taoyuan - Matsu and Tainan - Penghu - Kinmen.
TEST_CASE("The three No. 3 systems of the Taiwan Strait are together as long as TPKM3") {
  double length_km = 0;
  for (const SystemSummary& system : summarise(shipped()).systems) {
    const std::string& id = shipped()[system.id].id;
    if (id == "taiwan-matsu-3" || id == "taiwan-penghu-3" || id == "penghu-kinmen-3") length_km += system.length_km;
  }
  CHECK(length_km == Approx(510).epsilon(0.1));
}

// Taipei Times, 2023-02-17: when No. 2 and No. 3 broke that month, no other cable was left; No. 1 was out of use
// (hkcna 2023-02-16), No. 4 not yet laid.
TEST_CASE("Two cables join Matsu to Taiwan on 2023-02-01") {
  const Network network = network_on("2023-02-01");
  const Ids matsu = members(network, "matsu");
  CHECK(systems_joining(network, matsu, "Taiwan") == Ids{"taiwan-matsu-2", "taiwan-matsu-3"});
  const Ids both{"taiwan-matsu-2-tamsui-dongyin", "taiwan-matsu-3-guanyin-nangan"};
  CHECK(dark(network, matsu, "exch-taipei", both).empty());  // the radio link of Yangmingshan
  Ids all = both;
  all.insert({"mw-yangmingshan-matsu", "sat-taiwan-matsu"});
  CHECK(dark(network, matsu, "exch-taipei", all) == matsu);
}

// Ryukyu Shimpo entry-1000616 and Yaeyama Nippo 9114: cut at Yonaguni since the 28th and between Miyako and Ishigaki on
// the 30th, Ishigaki and Taketomi were dark; before YUI there was no third way.
TEST_CASE("The outage of Yaeyama on 2019-09-30") {
  const Ids cuts{"okinawa-remote-islands-yonaguni-hateruma", "okinawa-island-loop-miyako-ishigaki"};
  const Network then = network_on("2019-09-30");
  CHECK(dark(then, members(then, "sakishima"), "exch-naha", {}).empty());
  CHECK(dark(then, members(then, "sakishima"), "exch-naha", {*cuts.begin()}).empty());
  CHECK(dark(then, members(then, "sakishima"), "exch-naha", {*cuts.rbegin()}).empty());
  const Ids lost = dark(then, members(then, "sakishima"), "exch-naha", cuts);
  CHECK(lost == Ids{"hateruma", "hatoma", "iriomote", "ishigaki", "kohama", "kuroshima", "taketomi"});
  CHECK(people(then, lost) == 47637 + 3942);  // census 2020: Ishigaki city and Taketomi town
  CHECK(dark(shipped(), members(shipped(), "sakishima"), "exch-naha", cuts).empty());
}

// ITmedia, 2019-08-08 and -09: until the loop was closed in 2020, the islands west of Mikurajima hung on its cable, but
// for the old radio links.
TEST_CASE("The loop of the Izu islands protects since 2020") {
  const Ids cut{"izu-villages-1-miyakejima-mikurajima", "mw-miyakejima-mikurajima", "mw-miyakejima-kozushima",
                "mw-oshima-niijima", "mw-oshima-toshima"};
  const Network then = network_on("2019-04-30");
  CHECK(dark(then, {"mikurajima", "kozushima", "shikinejima", "niijima", "miyakejima", "izu-oshima"}, "exch-tokyo", cut) ==
        Ids{"kozushima", "mikurajima", "niijima", "shikinejima"});
  CHECK(dark(shipped(), members(shipped(), "izu"), "exch-tokyo", cut).empty());
  CHECK(dark(network_on("2011-06-30"), {"chichijima"}, "exch-tokyo", {}) == Ids{"chichijima"});
  CHECK(dark(network_on("2011-08-01"), {"chichijima"}, "exch-tokyo", {}).empty());
}

// Shonai Nippo, 2022-02-03: opened on 2022-02-01; the one cable there.
TEST_CASE("Tobishima hangs on one cable since 2022-02-01") {
  CHECK(dark(network_on("2022-01-31"), {"tobishima"}, "exch-akita", {}) == Ids{"tobishima"});
  CHECK(dark(network_on("2022-02-01"), {"tobishima"}, "exch-akita", {}).empty());
  CHECK(dark(shipped(), {"tobishima"}, "exch-akita", {"yuza-tobishima"}) == Ids{"tobishima"});
}

// Sankei, 2017-11-06: three islands, some 192 km laid in 2011; the census of 2020 counted 405 people there.
TEST_CASE("Mishima village's three islands are reached on a ring from Makurazaki") {
  const Ids islands{"mishima-takeshima", "mishima-iojima", "mishima-kuroshima"};
  CHECK(dark(network_on("2010-12-31"), islands, "exch-kagoshima", {}) == islands);
  CHECK(dark(network_on("2013-01-01"), islands, "exch-kagoshima", {"mishima-village-makurazaki-takeshima"}).empty());
  CHECK(dark(shipped(), islands, "exch-kagoshima",
             {"mishima-village-makurazaki-takeshima", "mishima-village-kuroshima-makurazaki"}) == islands);
  CHECK(people(shipped(), islands) == 405);
}

TEST_CASE("With nothing failed every terminal set is reached from Taipei") {
  const Ids lit = reached(shipped(), "exch-taipei", {});
  for (const TerminalSet& set : shipped().terminal_sets) {
    CAPTURE(set.name);
    for (const NodeId node : set.nodes) {
      CAPTURE(shipped()[node].id);
      CHECK(lit.count(shipped()[node].id) == 1);
    }
  }
}

TEST_CASE("People add up to what was counted") {
  const Network& network = shipped();
  std::int64_t japan = 0, taiwan = 0;
  double matsu_tbps = 0;
  for (const Node& node : network.nodes) {
    if (!node.weight) continue;
    (node.country == "Japan" ? japan : taiwan) += node.weight->population.value_or(0);
    matsu_tbps += node.weight->demand_tbps.value_or(0);
  }
  CHECK(japan == 126146099);                       // census of 2020-10-01, Statistics Bureau
  CHECK(taiwan == Approx(23404138).epsilon(0.005));  // register of September 2024, Ministry of the Interior
  CHECK(matsu_tbps == Approx(0.0095).epsilon(0.001));  // Taipei Times, 2025-01-23: 9.5 Gbps at the peak
  CHECK(people(network, members(network, "matsu")) == 13645);  // register of December 2021, Matsu Daily
  CHECK(people(network, members(network, "amami")) == 104281);  // census 2020, Nankai Nichinichi 2021-12-02
  // Census 2020 in its preliminary count, Ryukyu Shimpo entry-1344758: Miyako 54,020 and Yaeyama 53,297.
  CHECK(people(network, members(network, "sakishima")) == Approx(54020 + 53297).epsilon(0.005));
  for (const char* set : {"sakishima", "yaeyama", "daito", "amami", "izu", "ogasawara", "tsushima-iki", "goto", "oki",
                          "sado", "rishiri-rebun", "matsu", "penghu", "kinmen", "xiaoliuqiu", "lyudao-lanyu", "kyushu"}) {
    CAPTURE(set);
    for (const std::string& id : members(network, set)) {
      CAPTURE(id);
      CHECK(people(network, {id}) > 0);
    }
  }
}

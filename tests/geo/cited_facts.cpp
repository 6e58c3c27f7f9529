// The shipped Taiwan-Japan data against facts that filings, operators and the press state.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "geo/load_network.hpp"
#include "network/dates.hpp"
#include "network/summary.hpp"

using namespace kaitei;
using namespace kaitei::network;

namespace {

using Names = std::set<std::string>;

const std::filesystem::path root = KAITEI_SOURCE_DIR;

geo::LoadedNetwork load(const geo::LoadOptions& options) {
  return geo::load_network(root / "geodata" / "taiwan-japan", options);
}

Network on(const char* day) { return load({.as_of = parse_day(day)}).network; }

Names systems_of(const Network& network) {
  Names names;
  for (const System& system : network.systems) names.insert(system.id);
  return names;
}

// The ids of the stations and other nodes at which a system's segments end.
Names landings(const Network& network, std::string_view system, std::string_view country) {
  Names found;
  for (const Segment& segment : network.segments) {
    if (network[segment.system].id != system) continue;
    for (const NodeId end : {segment.from, segment.to})
      if (network[end].country == country) found.insert(network[end].id);
  }
  return found;
}

Names nodes_of(const Network& network, std::string_view set) {
  Names names;
  for (const NodeId node : network.find_terminal_set(set)->nodes) names.insert(network[node].id);
  return names;
}

// Systems that land in Taiwan and in another country.
Names leaving_taiwan(const Network& network) {
  Names found;
  for (const System& system : network.systems) {
    Names countries;
    for (const Segment& segment : network.segments)
      if (network[segment.system].id == system.id)
        for (const NodeId end : {segment.from, segment.to}) countries.insert(network[end].country);
    countries.erase("");
    if (countries.contains("Taiwan") && countries.size() > 1) found.insert(system.id);
  }
  return found;
}

void check_count(const std::string& cited, std::size_t counted) {
  if (!cited.empty()) CHECK(std::to_string(counted) == cited);
}

}  // namespace

// Columns of the table: system, landings in Taiwan and in Japan, segments, fibre pairs, year of service, source.
TEST_CASE("Each system agrees with what is cited about it") {
  const Network network = load({.as_of = parse_day("2100-01-01")}).network;
  std::ifstream table(root / "tests" / "geo" / "cited_facts.csv");
  std::string line;
  std::getline(table, line);
  REQUIRE(line == "system,taiwan_landings,japan_landings,segments,fibre_pairs,rfs_year,source");
  std::size_t rows = 0;
  while (std::getline(table, line)) {
    std::array<std::string, 7> cell;
    std::istringstream cells(line);
    for (std::size_t i = 0; i < cell.size() - 1; ++i) std::getline(cells, cell[i], ',');
    std::getline(cells, cell.back());
    CAPTURE(cell[0], cell.back());
    REQUIRE_FALSE(cell.back().empty());
    const Network* source = network.find_system(cell[0]) ? &network : nullptr;
    Network day;
    for (const char* earlier : {"2006-12-26", "1996-12-31"}) {
      if (source) break;
      day = on(earlier);
      if (day.find_system(cell[0])) source = &day;
    }
    REQUIRE(source);
    const System& system = (*source)[*source->find_system(cell[0])];
    check_count(cell[1], landings(*source, cell[0], "Taiwan").size());
    check_count(cell[2], landings(*source, cell[0], "Japan").size());
    check_count(cell[3], static_cast<std::size_t>(std::ranges::count_if(source->segments, [&](const Segment& segment) {
                  return (*source)[segment.system].id == cell[0];
                })));
    if (!cell[4].empty()) {
      REQUIRE(system.fibre_pairs);
      CHECK(std::to_string(*system.fibre_pairs) == cell[4]);
    }
    if (!cell[5].empty()) CHECK(system.ready_for_service.substr(0, 4) == cell[5]);
    ++rows;
  }
  CHECK(rows > 30);
}

// taipeitimes 2023-02-17: two cables, No. 2 from Tamsui and No. 3 from Taoyuan.
TEST_CASE("On 2023-02-01 exactly two cables join Matsu to Taiwan") {
  const Network network = on("2023-02-01");
  const Names matsu = nodes_of(network, "matsu");
  Names joining;
  for (const System& system : network.systems) {
    const Names ends = landings(network, system.id, "Taiwan");
    const auto in_matsu = [&](const std::string& node) { return matsu.contains(node); };
    if (std::ranges::any_of(ends, in_matsu) && !std::ranges::all_of(ends, in_matsu)) joining.insert(system.id);
  }
  CHECK(joining == Names{"taiwan-matsu-2", "taiwan-matsu-3"});
}

// submarinenetworks.com, cables-cut-after-taiwan-earthquake-2006; pcworld 170126; gigaom 2011-03-14.
TEST_CASE("The systems that past events hit were in service then") {
  const auto check_in_service = [](const char* day, const Names& hit) {
    CAPTURE(day);
    const Names there = systems_of(on(day));
    for (const std::string& system : hit) {
      CAPTURE(system);
      CHECK(there.contains(system));
    }
  };
  check_in_service("2006-12-26", {"apcn", "apcn-2", "c2c", "cucn", "eac", "fea", "fnal-rnal", "smw3"});
  check_in_service("2009-08-12", {"apcn", "apcn-2", "c2c", "eac", "fnal-rnal", "smw3"});
  check_in_service("2011-03-11", {"pc-1", "jus", "apcn-2", "eac", "unity"});
  check_in_service("2025-01-03", {"tpe", "taiwan-matsu-2", "taiwan-matsu-3", "taiwan-penghu-3"});
}

// Taiwan's ministry counts EAC1 and EAC2 apart, and FNAL and RNAL: 14 international cables in April 2023 (taipeitimes
// 2023-04-16), 15 in December 2025 (udn 9233042, cna 1141229), which name most of them.
TEST_CASE("Taiwan's international cables are those that its ministry counts") {
  const Names lasting = {"apcn-2", "apg", "c2c", "cscn", "eac", "faster", "fnal-rnal", "ncp", "plcn", "tpe", "tse-1"};
  Names early = lasting, late = lasting;
  early.insert("smw3");
  late.insert({"apricot", "sjc2"});
  CHECK(leaving_taiwan(on("2023-04-16")) == early);
  CHECK(leaving_taiwan(on("2025-12-29")) == late);
  CHECK(early.size() + 2 == 14);
  CHECK(late.size() + 2 == 15);
}

// Nothing lands there that day, nobody lives there: it is no place that could be cut off.
TEST_CASE("On no day of a replay a station stands alone without people") {
  for (const char* day : {"2006-12-26", "2009-08-09", "2011-03-11", "2023-02-01", "2025-01-03"}) {
    CAPTURE(day);
    const Network network = on(day);
    for (const std::vector<std::string>& component : summarise(network).components) {
      const Node& node = network[*network.find_node(component.front())];
      CAPTURE(node.id);
      CHECK((component.size() > 1 || node.weight || node.kind == NodeKind::gateway));
    }
  }
}

// ec.ltn 4213016 and cn.bg3.co (Chunghwa Telecom): 2.2 Gbps of radio when both cables were cut; chinatimes 20231226003483.
TEST_CASE("The radio to Matsu has the capacity of its day, and satellites are later") {
  const auto radio = [](const Network& network) {
    for (const Link& link : network.links)
      if (link.id == "mw-yangmingshan-matsu") return link.capacity_tbps.value_or(0);
    return 0.0;
  };
  const auto satellites = [](const Network& network) {
    return std::ranges::count_if(network.links, [](const Link& link) { return link.kind == LinkKind::satellite; });
  };
  const Network cut = on("2023-02-08"), year_end = on("2023-12-31"), today = load({}).network;
  CHECK(radio(cut) == 0.0022);
  CHECK(radio(year_end) == 0.0106);
  CHECK(radio(today) == 0.0126);
  CHECK(satellites(cut) == 0);
  CHECK(satellites(today) == 2);
}

TEST_CASE("What the dates of the shipped systems leave open is listed") {
  const geo::LoadedNetwork loaded = load({.as_of = parse_day("2023-02-01")});
  for (const geo::Repair& repair : loaded.repairs) {
    CHECK((repair.layer == "systems" || repair.layer == "links" || repair.layer == "weights"));
    CHECK(repair.what.starts_with("2023-02-01: "));
  }
}

#include "catch.hpp"
#include "experiment/checks.hpp"
#include "expect.hpp"

namespace kaitei::experiment {
namespace {

using namespace network;

// Two stations joined by one segment, with a set for each.
Network two_stations() {
  Network network;
  network.name = "two";
  network.nodes.resize(4);
  network.nodes[0].id = "tamsui";
  network.nodes[0].country = "Taiwan";
  network.nodes[1].id = "maruyama";
  network.nodes[1].country = "Japan";
  network.nodes[3].id = "gw-guam";
  network.nodes[3].country = "Guam";
  network.nodes[2].id = "bu-1";
  network.nodes[2].kind = NodeKind::branching_unit;
  network.systems.resize(1);
  network.systems[0].id = "link-1";
  network.segments.resize(1);
  network.segments[0].id = "link-1-s1";
  network.segments[0].from = {0};
  network.segments[0].to = {1};
  network.segments[0].length_km = 100;
  network.terminal_sets = {{"taiwan", {{0}}}, {"japan", {{1}}}};
  return network;
}

std::string error_against(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const auto parsed = read_text(text, "x.toml", overrides);
  try {
    check_against(parsed.experiment, two_stations(), parsed.positions);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

std::string pair(const std::string& from, const std::string& to) {
  return "[[connectivity]]\nname = \"a\"\nfrom = \"" + from + "\"\nto = \"" + to + "\"\n";
}

}  // namespace

TEST_CASE("Rates are for systems that the network has", "[checks]") {
  const auto own = [](const std::string& system) {
    return "[[rates]]\nname = \"own\"\nsystems = [\"" + system +
           "\"]\nshallow_faults_per_1000km_year = 3\nslope_faults_per_1000km_year = 2\n"
           "deep_faults_per_1000km_year = 1\n";
  };
  CHECK(error_against(minimal + own("link-1")) == "no error");
  CHECK(error_against(minimal + own("link-2")) ==
        "x.toml:8:12: rates[0].systems[0] names the unknown system \"link-2\" (network two has none of that name); did "
        "you mean \"link-1\"?");
}

TEST_CASE("An experiment that fits its network passes", "[checks]") {
  CHECK(error_against(minimal + pair("taiwan", "japan") +
                      "[failure.probabilities]\n\"segment:link-1-s1\" = 0.5\n") == "no error");
  CHECK(error_against(minimal + "[terminals]\nnorth = [\"tamsui\"]\n" + pair("north", "japan")) == "no error");
}

TEST_CASE("Unknown terminal sets, nodes, countries and elements are named", "[checks]") {
  CHECK(error_against(minimal + pair("tiawan", "japan")) ==
        "x.toml:8:8: connectivity[0].from names the unknown terminal set \"tiawan\" (network two has none of that name); "
        "did you mean \"taiwan\"?");
  CHECK(error_against(minimal + pair("taiwan", "elsewhere")) ==
        "x.toml:9:6: connectivity[0].to names the unknown terminal set \"elsewhere\" (network two has none of that "
        "name); kaitei inspect lists what the network has; known: japan, taiwan");
  CHECK_THAT(error_against(minimal + "[terminals]\nnorth = [\"tamsu\"]\n"),
             ContainsSubstring("x.toml:7:10: terminals.north[0] names the unknown node \"tamsu\""));
  CHECK_THAT(error_against(minimal + "[terminals]\nnorth = [\"bu-1\"]\n"),
             ContainsSubstring("x.toml:7:10: terminals.north[0] is the branching unit \"bu-1\""));
  CHECK_THAT(error_against(minimal + pair("taiwan", "japan") + "excluded_countries = [\"Guam\", \"Japn\"]\n"),
             ContainsSubstring("x.toml:10:31: connectivity[0].excluded_countries[1] names the unknown country \"Japn\""));
  CHECK_THAT(error_against(minimal + "[failure.probabilities]\n\"segment:link-1-s2\" = 0.5\n"),
             ContainsSubstring("x.toml:7:1: failure.probabilities.segment:link-1-s2 names the unknown element "
                               "\"segment:link-1-s2\" (network two has none of that name); did you mean "
                               "\"segment:link-1-s1\"?"));
}

TEST_CASE("Errors against the network name the override that caused them", "[checks]") {
  CHECK_THAT(error_against(minimal, {"failure.probabilities.segment:x=0.5"}),
             ContainsSubstring("--set failure.probabilities.segment:x=0.5: failure.probabilities.segment:x names"));
}

TEST_CASE("An outcome cannot exclude its own ends", "[checks]") {
  CHECK(error_against(minimal + pair("taiwan", "japan") + "excluded_countries = [\"Guam\", \"Japan\"]\n") ==
        "x.toml:10:31: \"Japan\" is excluded, but maruyama of \"japan\" is there (no path could begin or end there); take "
        "it off excluded_countries");
}

TEST_CASE("Sets that share a node are never apart", "[checks]") {
  CHECK(error_against(minimal + "[terminals]\nboth = [\"tamsui\", \"maruyama\"]\n" + pair("both", "japan")) ==
        "x.toml:11:6: \"both\" and \"japan\" share the node maruyama (the two would always be joined there); name two "
        "sets that share none");
}

TEST_CASE("Without positions the file alone is named", "[checks]") {
  const auto experiment = parse_text(minimal + pair("tiawan", "japan"), "x.toml");
  CHECK_THROWS_WITH(check_against(experiment, two_stations()), ContainsSubstring("x.toml: connectivity[0].from"));
}

}  // namespace kaitei::experiment

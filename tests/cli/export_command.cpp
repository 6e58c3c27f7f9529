#include "cli/export_command.hpp"

#include <nlohmann/json.hpp>

#include "captured.hpp"
#include "catch.hpp"
#include "scratch.hpp"

namespace kaitei::cli {
namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("Each format is chosen by extension or by name, and says its licence", "[export]") {
  const ScratchFolder folder;
  folder.write_experiment();
  folder.write("network/datapackage.json", R"({"name":"two","licenses":[{"name":"CC-BY-4.0"}],"sources":[{"title":"Someone"}]})");
  for (const std::string name : {"n.gpkg", "n.geojson", "n.graphml", "n.csv"}) {
    const auto result = run_captured({"export", folder / "network", "-o", folder / name});
    INFO(name << result.log);
    CHECK(result.code == ExitCode::done);
    CHECK(has(result.out, "2 nodes, 1 systems, 1 segments, 0 stated routes, 0 links\nlicence: CC-BY-4.0\nattribution: Someone\n"));
    const auto again = run_captured({"inspect", folder / name});
    INFO(again.log);
    CHECK(again.code == ExitCode::done);
    CHECK(has(again.out, "two (CC-BY-4.0)\nSomeone\n"));
  }
  CHECK(run_captured({"export", folder / "network", "-o", folder / "n", "--format", "csv", "--graph", "segments"}).code == ExitCode::done);
}

TEST_CASE("What export cannot do is said", "[export]") {
  const ScratchFolder folder;
  folder.write_experiment();
  const auto check = [&](const std::vector<std::string>& arguments, ExitCode code, const std::string& words) {
    const auto result = run_captured(arguments);
    INFO(result.log);
    CHECK(result.code == code);
    CHECK(has(result.log, words));
  };
  check({"export", folder / "network"}, ExitCode::usage, "kaitei export needs a network and -o FILE");
  check({"export", folder / "network", "-o", folder / "n.shp"}, ExitCode::usage, "format \"shp\" is not known");
  check({"export", folder / "network", "-o", folder / "n"}, ExitCode::usage, "format \"\" is not known");
  check({"export", folder / "network", "-o", folder / "n.csv", "--graph", "all"}, ExitCode::usage, "--graph all is not known");
  check({"export", folder / "network", "-o", folder / "n.gpkg", "--graph", "segments"}, ExitCode::usage, "--graph with format gpkg");
  check({"export", folder / "absent", "-o", folder / "n.csv"}, ExitCode::usage, "does not exist");
  check({"export", folder / "network", "-o", folder / "absent/n.csv"}, ExitCode::failed, "cannot be written");
  check({"export", folder / "network", "-o", folder / "absent/n.gpkg"}, ExitCode::failed, "cannot be written");
}

TEST_CASE("Anonymised, neither export nor inspect names anything", "[export]") {
  const ScratchFolder folder;
  folder.write_experiment();
  CHECK(run_captured({"export", folder / "network", "--anonymise", "-o", folder / "n.geojson"}).code == ExitCode::done);
  const auto described = run_captured({"inspect", folder / "n.geojson"});
  CHECK(has(described.out, "anonymised"));
  const auto direct = run_captured({"inspect", folder / "network", "--anonymise", "--json"});
  for (const std::string& text : {described.out, direct.out}) {
    CHECK_FALSE(has(text, "tamsui"));
    CHECK_FALSE(has(text, "One"));
    CHECK(has(text, "system-1"));
  }
  CHECK(run_captured({"inspect", folder.write("a.h5", ""), "--anonymise"}).code == ExitCode::usage);
}

// The Wheatstone bridge with links that are down half of the time: by symmetry under swapping up and down, its ends are
// cut off with probability 1/2 exactly (Moore and Shannon, J. Franklin Inst. 262, 1956).
TEST_CASE("An edge list runs as an experiment", "[export]") {
  const ScratchFolder folder;
  folder.write("bridge.txt", "# licence: CC-BY-SA-4.0\n# attribution: Someone to name\nfrom to probability\ns a 0.5\ns b 0.5\na b 0.5\na t 0.5\nb t 0.5\n");
  const std::string experiment = folder.write(
      "x.toml", "schema = 1\nname = \"bridge\"\n[network]\nsource = \"bridge.txt\"\n[terminals]\ns = [\"s\"]\nt = [\"t\"]\n"
                "[[connectivity]]\nname = \"ends\"\nfrom = \"s\"\nto = \"t\"\n[run]\ntrials = 1000000\nseed = 1\n");
  const auto result = run_captured({"run", experiment, "--json", "--quiet", "-o", folder / "x.h5"});
  INFO(result.log);
  REQUIRE(result.code == ExitCode::done);
  std::ostringstream file;
  file << std::ifstream(folder / "x.h5", std::ios::binary).rdbuf();
  CHECK(has(file.str(), "CC-BY-SA-4.0"));
  CHECK(has(file.str(), "Someone to name"));
  const auto summary = nlohmann::json::parse(result.out);
  INFO(result.out);
  // Five standard deviations of the mean of a million coins: a false alarm in 1.7 million seeds, and the seed is fixed.
  CHECK(summary["connectivity"][0]["disconnected"]["probability"].get<double>() == Approx(0.5).margin(0.0025));
}

}  // namespace kaitei::cli

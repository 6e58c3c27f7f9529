#include "cli/plan_command.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "captured.hpp"
#include "catch.hpp"
#include "cli/pilot.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("A plan tells sizes, memory and time, and writes nothing", "[plan]") {
  const ScratchFolder folder;
  const auto x = folder.write_experiment();
  const auto before = std::distance(std::filesystem::recursive_directory_iterator(folder / "."), {});
  const auto result = run_captured({"plan", x, "--backend", "cpu", "--threads", "2", "--trials", "1e7", "--json"});
  INFO(result.log);
  REQUIRE(result.code == ExitCode::done);
  const auto plan = nlohmann::json::parse(result.out);
  CHECK(plan["trials"] == 10'000'000);
  CHECK(plan["network"]["nodes"] == 2);
  CHECK(plan["model"]["elements"] == 3);  // a segment and two stations; no power section is known
  CHECK(plan["model"]["connectivity_outcomes"] == 1);
  CHECK(plan["backend"]["name"] == "cpu");
  CHECK(plan["workers"].size() == 2);
  CHECK(plan["memory_bytes"] == 2 * plan["workers"][0]["memory_bytes"].get<std::uint64_t>());
  CHECK(plan["seconds"]["least"] > 0);
  CHECK(plan["seconds"]["least"] <= plan["seconds"]["median"]);
  CHECK(plan["seconds"]["median"] <= plan["seconds"]["most"]);
  const auto& states = plan["failure_states"];
  CHECK(states["trials"] == 1 << 20);
  CHECK(states["distinct"] >= 4);  // nothing failed, or one of three elements: each likely in a million trials
  CHECK(states["distinct"] <= 8);
  CHECK(states["commonest"] >= (1 << 20) / 8);
  CHECK(std::distance(std::filesystem::recursive_directory_iterator(folder / "."), {}) == before);
}

TEST_CASE("Where nothing can fail, every trial is the same state", "[plan]") {
  const ScratchFolder folder;
  const auto result = run_captured({"plan", folder.write_experiment(), "--backend", "cpu", "--threads", "1", "--set",
                                    "failure.shallow_faults_per_1000km_year=0", "--set", "failure.slope_faults_per_1000km_year=0",
                                    "--set", "failure.deep_faults_per_1000km_year=0", "--set", "failure.station_faults_per_year=0"});
  INFO(result.log);
  CHECK_THAT(result.out, ContainsSubstring("\nstates      1 distinct in 10000 trials, 0 of them drawn once, the commonest 10000 times\n"));
}

TEST_CASE("Times are told in two figures, or in whole seconds", "[plan]") {
  CHECK(in_time(0.0123) == "0.012 s");
  CHECK(in_time(9.94) == "9.9 s");
  CHECK(in_time(104.4) == "104 s");
  CHECK(in_time(150) == "2 min");
  CHECK(in_time(9000) == "2.5 h");
}

TEST_CASE("A plan in words names the backend", "[plan]") {
  const ScratchFolder folder;
  const auto result = run_captured({"plan", folder.write_experiment(), "--backend", "cpu", "--threads", "1"});
  CHECK_THAT(result.out, ContainsSubstring("backend     cpu, 1 thread, ") && ContainsSubstring("\ntime        ") &&
                             ContainsSubstring("\ndrawing     every element in every trial; asked for by "
                                               "outcomes.element_counts, outcomes.importance, outcomes.components, "
                                               "[[joining]]\n"));
}

TEST_CASE("Scenarios are in the time of a plan, or said not to be", "[plan]") {
  const ScratchFolder folder;
  const auto x = folder.write_scenarios();
  const auto result = run_captured({"plan", x, "--backend", "cpu", "--threads", "1", "--trials", "1e8", "--json"});
  INFO(result.log);
  REQUIRE(result.code == ExitCode::done);
  const auto plan = nlohmann::json::parse(result.out);
  REQUIRE(plan["scenarios"].size() == 2);
  double all = plan["pilot"]["seconds"]["median"];
  for (const auto& scenario : plan["scenarios"]) all += scenario["seconds"]["median"].get<double>();
  CHECK(plan["seconds"]["median"].get<double>() == Approx(all));
  CHECK_THAT(plan["scenarios"][0]["how"].get<std::string>(), ContainsSubstring("trials, each at 2 points"));
  // 10^8 trials of two points, where the pilot had a thousandth or so of them.
  CHECK(plan["scenarios"][0]["seconds"]["median"] > 1);
  CHECK(plan["scenarios"][1]["how"] == "run to its end");
  const auto words = run_captured({"plan", x, "--backend", "cpu", "--threads", "1"});
  CHECK_THAT(words.out, ContainsSubstring("\nscenario    \"discs\": ") && ContainsSubstring("\nscenario    \"sets\": about ") &&
                            ContainsSubstring("(all of these; loading and writing left out)"));
}

TEST_CASE("A plan of large graphs tells their memory and time", "[plan]") {
  const auto result = run_captured(
      {"plan", std::string(KAITEI_SOURCE_DIR) + "/experiments/percolation-thresholds/experiment.toml", "--json"});
  INFO(result.log);
  REQUIRE(result.code == ExitCode::done);
  const auto plan = nlohmann::json::parse(result.out);
  const auto curves = plan["percolation"];
  CHECK_FALSE(curves.empty());
  double all = 0;
  for (const auto& curve : curves) {
    CHECK(curve["memory_bytes"] > 0);
    all += curve["seconds"]["median"].get<double>();
  }
  CHECK(all > 0);
  CHECK(plan["seconds"]["median"].get<double>() == Approx(all));
}

}  // namespace kaitei::cli

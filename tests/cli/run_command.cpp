#include "cli/run_command.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "captured.hpp"
#include "catch.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("A run writes its file and prints a summary", "[run]") {
  const ScratchFolder folder;
  const auto x = folder.write_experiment();
  const auto result = run_captured({"run", x, "-o", folder / "out.h5", "--threads", "1", "--json"});
  INFO(result.log);
  REQUIRE(result.code == ExitCode::done);
  CHECK(std::filesystem::exists(folder / "out.h5"));
  CHECK(nlohmann::json::parse(result.out).is_object());
  CHECK_THAT(result.log, ContainsSubstring("info: wrote "));

  const auto described = run_captured({"inspect", folder / "out.h5"});
  INFO(described.log);
  CHECK(described.code == ExitCode::done);
  CHECK_THAT(described.out, ContainsSubstring("pair"));
}

TEST_CASE("The options of their own are overrides", "[run]") {
  const ScratchFolder folder;
  const auto x = folder.write_experiment();
  const auto result = run_captured({"run", x, "-o", folder / "a b.h5", "--trials", "2e3", "--seed", "7", "--set",
                                    "run.trials=5", "--set", "network.unknown_depth=deep", "--quiet"});
  INFO(result.log);
  REQUIRE(result.code == ExitCode::done);
  CHECK(std::filesystem::exists(folder / "a b.h5"));
  CHECK(result.log.empty());
  CHECK_THAT(run_captured({"run", x, "--trials", "many"}).log, ContainsSubstring("--set run.trials=many: "));
}

TEST_CASE("An output that cannot be written fails before the simulation", "[run]") {
  const ScratchFolder folder;
  const auto x = folder.write_experiment();
  // So many trials that a run begun in error would not end within the test's time.
  const auto result = run_captured({"run", x, "-o", folder / "missing/out.h5", "--trials", "1e14"});
  CHECK(result.code == ExitCode::failed);
  CHECK(result.out.empty());
  CHECK_THAT(result.log, ContainsSubstring("missing"));
}

TEST_CASE("What is wrong decides the exit code", "[run]") {
  const ScratchFolder folder;
  const auto x = folder.write_experiment();
  CHECK(run_captured({"run", folder / "absent.toml"}).code == ExitCode::usage);
  CHECK(run_captured({"run", x, "--set", "run.trails=1"}).code == ExitCode::usage);
  CHECK(run_captured({"run", x, "--set", "network.source=elsewhere"}).code == ExitCode::bad_data);
  folder.write("network/nodes.csv", "id,kind\n\"");
  CHECK(run_captured({"run", x}).code == ExitCode::bad_data);
}

}  // namespace kaitei::cli

#include "cli/validate_command.hpp"

#include <filesystem>

#include "captured.hpp"
#include "catch.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("A valid experiment is called so", "[validate]") {
  const ScratchFolder folder;
  const auto result = run_captured({"validate", folder.write_experiment()});
  INFO(result.log);
  CHECK(result.code == ExitCode::done);
  CHECK_THAT(result.out, ContainsSubstring("is valid: 10000 trials; 1 connectivity and 1 joining outcomes; 2 nodes"));
}

TEST_CASE("The dump is itself a valid experiment", "[validate]") {
  const ScratchFolder folder;
  const auto dumped = run_captured({"validate", folder.write_experiment(), "--dump", "--set", "run.seed=9"});
  CHECK_THAT(dumped.out, ContainsSubstring("# --set run.seed=9\nschema = 1\n") && ContainsSubstring("\nseed = 9\n"));
  const auto again = run_captured({"validate", folder.write("other/y.toml", dumped.out)});
  INFO(again.log);
  CHECK(again.code == ExitCode::done);
}

TEST_CASE("An experiment that does not fit its network says where", "[validate]") {
  const ScratchFolder folder;
  const auto x = folder.write_experiment();
  const auto result = run_captured({"validate", x, "--set", "terminals.taiwan=[\"tamsu\"]"});
  CHECK(result.code == ExitCode::usage);
  CHECK(result.out.empty());
  CHECK_THAT(result.log, ContainsSubstring("--set terminals.taiwan=[\"tamsu\"]: terminals.taiwan[0] names the unknown node"));
}

TEST_CASE("What a run would refuse is no valid experiment", "[validate]") {
  const ScratchFolder folder;
  const auto x = folder.write_experiment();
  folder.write("network/links.csv", "id,kind,from,to\nroad,backhaul,tamsui,maruyama\n");
  for (const char* command : {"validate", "run"}) {
    const auto result = run_captured({command, x});
    CHECK(result.code == ExitCode::bad_data);
    CHECK_THAT(result.log, ContainsSubstring("\"road\" has no length_km"));
  }
}

TEST_CASE("Every shipped experiment is valid", "[validate]") {
  const std::string root = KAITEI_SOURCE_DIR;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/experiments")) {
    if (!entry.is_directory()) continue;
    const auto result = run_captured({"validate", (entry.path() / "experiment.toml").string()});
    INFO(entry.path() << ": " << result.log);
    CHECK(result.code == ExitCode::done);
  }
}

}  // namespace kaitei::cli

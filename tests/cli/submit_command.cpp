#include "cli/submit_command.hpp"

#include "captured.hpp"
#include "catch.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("A batch script counts the time of scenarios", "[submit]") {
  const ScratchFolder folder;
  const std::string x = folder.write_scenarios();
  const auto script = [&](const std::string& trials) {
    const auto result = run_captured({"submit", x, "--array", "2", "--dry-run", "--set", "run.trials=" + trials});
    INFO(result.log);
    REQUIRE(result.code == ExitCode::done);
    return result.out;
  };
  CHECK_THAT(script("1e5"), ContainsSubstring("# Scenarios that draw their events are in it, by pilots; the others, which every "
                                              "job does by itself, with "));
  CHECK_THAT(script("1e5"), ContainsSubstring("#SBATCH --time=0:15:00\n"));
  CHECK_THAT(script("1e12"), !ContainsSubstring("#SBATCH --time=0:15:00\n"));
}

}  // namespace kaitei::cli

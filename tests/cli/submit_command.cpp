#include "cli/submit_command.hpp"

#include <fstream>
#include <sstream>

#include "captured.hpp"
#include "catch.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("A batch script counts the time of scenarios", "[submit]") {
  const ScratchFolder folder;
  std::ostringstream text;
  text << std::ifstream(folder.write_experiment()).rdbuf()
       << "[[scenario]]\nname = \"discs\"\nkind = \"disc\"\nradius_km = 500\n"
          "[[scenario]]\nname = \"sets\"\nkind = \"n-minus-k\"\nfailures = 1\n";
  const auto script = [&](const std::string& trials) {
    const auto result = run_captured({"submit", folder.write("scenarios.toml", text.str()), "--array", "2", "--dry-run", "--set",
                                      "run.trials=" + trials});
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

#include "cli/geodata_command.hpp"

#include "captured.hpp"
#include "catch.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("A data set is checked, a line for each fault", "[geodata]") {
  const ScratchFolder folder;
  folder.write_experiment();
  const auto faulty = run_captured({"geodata", "check", folder / "network"});
  CHECK(faulty.code == ExitCode::bad_data);
  CHECK(faulty.out == "no licence is stated (nobody may use the data without one); name it in datapackage.json\n");
  CHECK(faulty.log.find("has 1 faults") != std::string::npos);
  folder.write("network/datapackage.json", R"({"name":"two","licenses":[{"name":"CC-BY-4.0"}]})");
  const auto good = run_captured({"geodata", "check", folder / "network"});
  CHECK(good.code == ExitCode::done);
  CHECK(good.out == (folder / "network") + ": no faults\n");
}

TEST_CASE("What geodata cannot do is said", "[geodata]") {
  const ScratchFolder folder;
  folder.write_experiment();
  CHECK(run_captured({"geodata"}).code == ExitCode::usage);
  CHECK(run_captured({"geodata", "check"}).code == ExitCode::usage);
  CHECK(run_captured({"geodata", "check", folder / "absent"}).code == ExitCode::usage);
  CHECK(run_captured({"geodata", "check", folder / "network", "--coastline", folder / "absent"}).code == ExitCode::usage);
}

}  // namespace kaitei::cli

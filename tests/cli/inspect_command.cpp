#include "cli/inspect_command.hpp"

#include <nlohmann/json.hpp>

#include "captured.hpp"
#include "catch.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("Result files are known by name or content", "[inspect]") {
  const ScratchFolder folder;
  CHECK(is_result_file(folder.write("a.h5", "")));
  CHECK(is_result_file(folder.write("b", "\x89HDF\r\n\x1a\n and more")));
  CHECK_FALSE(is_result_file(folder.write("c.gpkg", "SQLite format 3")));
  CHECK_FALSE(is_result_file(folder.write("d", "")));
  CHECK_FALSE(is_result_file(folder / "."));
}

TEST_CASE("A network is described", "[inspect]") {
  const ScratchFolder folder;
  folder.write_experiment();
  const auto result = run_captured({"inspect", folder / "network"});
  INFO(result.log);
  CHECK(result.code == ExitCode::done);
  CHECK_FALSE(result.out.empty());
}

TEST_CASE("A network is described as of a day", "[inspect]") {
  const ScratchFolder folder;
  folder.write_experiment();
  const auto result = run_captured({"inspect", folder / "network", "--json", "--as-of", "2023-02-01"});
  INFO(result.log);
  CHECK(result.code == ExitCode::done);
  CHECK(nlohmann::json::parse(result.out)["as_of"] == "2023-02-01");
  CHECK(run_captured({"inspect", folder / "network", "--as-of", "2023-02"}).code == ExitCode::usage);
  CHECK(run_captured({"inspect", folder / "network", "--as-of", "2023-02-01", "--include-planned"}).code ==
        ExitCode::usage);
}

TEST_CASE("What is not there and what is damaged are told apart", "[inspect]") {
  const ScratchFolder folder;
  CHECK(run_captured({"inspect", folder / "absent"}).code == ExitCode::usage);
  CHECK(run_captured({"inspect", folder.write("empty.h5", "")}).code == ExitCode::bad_data);
}

}  // namespace kaitei::cli

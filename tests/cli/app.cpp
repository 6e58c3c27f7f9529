#include "cli/app.hpp"

#include <ostream>

#include "captured.hpp"
#include "catch.hpp"
#include "errors.hpp"
#include "experiment/reference.hpp"

namespace kaitei::cli {

TEST_CASE("Each kind of error has its exit code", "[app]") {
  CHECK(exit_code_of(UsageError("")) == ExitCode::usage);
  CHECK(exit_code_of(DataError("")) == ExitCode::bad_data);
  CHECK(exit_code_of(DeviceError("")) == ExitCode::no_device);
  CHECK(exit_code_of(RunError("")) == ExitCode::failed);
  CHECK(exit_code_of(std::bad_alloc()) == ExitCode::failed);
  CHECK(static_cast<int>(ExitCode::done) == 0);
  CHECK(static_cast<int>(ExitCode::failed) == 1);
  CHECK(static_cast<int>(ExitCode::usage) == 2);
  CHECK(static_cast<int>(ExitCode::bad_data) == 3);
  CHECK(static_cast<int>(ExitCode::no_device) == 4);
  CHECK(static_cast<int>(ExitCode::requeue) == 75);
}

TEST_CASE("Unclear commands are usage errors and print no result", "[app]") {
  const std::vector<std::vector<std::string>> commands = {
      {},
      {"simulate"},
      {"run"},
      {"run", "a.toml", "b.toml"},
      {"run", "a.toml", "--trails", "5"},
      {"run", "a.toml", "--set"},
      {"validate"},
      {"validate", "a.toml", "--reference"},
      {"validate", "--reference", "--json-schema"},
      {"inspect"},
      {"inspect", "a", "--snap-tolerance-km", "-1"},
      {"inspect", "a", "--snap-tolerance-km", "far"},
  };
  for (const auto& command : commands) {
    const auto result = run_captured(command);
    INFO((command.empty() ? "" : command[0]) << ": " << result.log);
    CHECK(result.code == ExitCode::usage);
    CHECK(result.out.empty());
    CHECK_THAT(result.log, ContainsSubstring("error: "));
  }
}

TEST_CASE("Help and version are results", "[app]") {
  for (const auto& command : {std::vector<std::string>{"--help"}, {"run", "--help"}, {"--version"}}) {
    const auto result = run_captured(command);
    CHECK(result.code == ExitCode::done);
    CHECK_FALSE(result.out.empty());
    CHECK(result.log.empty());
  }
  CHECK_THAT(run_captured({"--version"}).out, ContainsSubstring("kaitei 0."));
}

TEST_CASE("The reference and the schema are printed as they are checked in", "[app]") {
  CHECK(run_captured({"validate", "--reference"}).out == experiment::reference_page());
  CHECK(run_captured({"validate", "--json-schema"}).out == experiment::json_schema());
}

TEST_CASE("A result that stdout does not take is an error", "[app]") {
  std::ostream nowhere(nullptr);
  spdlog::set_level(spdlog::level::off);
  CHECK(run_app({"validate", "--reference"}, nowhere) == ExitCode::failed);
  spdlog::set_level(spdlog::level::info);
}

}  // namespace kaitei::cli

#include "cli/app.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "cli/batch_script.hpp"
#include "cli/commands.hpp"
#include "cli/log.hpp"
#include "cli/version.hpp"
#include "errors.hpp"
#include "experiment/nearest.hpp"

namespace kaitei::cli {
namespace {

std::string command_line(const std::vector<std::string>& arguments) {
  std::string line = "kaitei";
  for (const auto& word : arguments) line += " " + shell_word(word);
  return line;
}

std::string_view needs_of(const std::string& command) {
  if (command == "inspect") return "a network or a result file";
  if (command == "export") return "a network and -o FILE";
  if (command == "geodata") return "check and a data set";
  if (command == "merge") return "result files and -o";
  if (command == "report") return "a result file";
  if (command == "compare") return "two result files";
  if (command == "completion") return "bash, zsh or fish";
  return "an experiment file (TOML)";
}

// CLI11 does not name a command that it does not know: it says that one is required.
std::string unclear(const CLI::App& app, const std::vector<std::string>& arguments, const CLI::ParseError& error) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  const std::string first = arguments.empty() ? "" : arguments.front();
  const bool known = std::ranges::find(commands, first) != commands.end();
  if (!known && !first.empty() && !first.starts_with('-'))
    return fmt::format("unknown command \"{}\" (it is not clear what to do); {}", first,
                       experiment::suggestion(first, commands, "kaitei --help lists the commands"));
  std::string what = error.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) {  // CLI11 lists them last first
    const std::vector<std::string> extras = app.remaining(true);
    what = fmt::format("kaitei does not know {}", fmt::join(extras, " "));
  } else if (dynamic_cast<const CLI::RequiredError*>(&error) && known) {
    what = fmt::format("kaitei {} needs {}", first,
                       needs_of(first));
  }
  return fmt::format("{} (the command is not clear); see kaitei {}--help", what, known ? first + " " : "");
}

ExitCode parse_and_run(const std::vector<std::string>& arguments, engine::Ranks& ranks, std::ostream& out) {
  CLI::App app("kaitei: how resilient is an undersea-cable network?", "kaitei");
  app.set_version_flag("--version", fmt::format("kaitei {} ({}, {})", program_version, git_commit, build_description));
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 failed, 2 experiment or usage error, 3 bad input data, 4 no usable device, "
             "75 stopped early with a checkpoint.");

  Action chosen;
  add_run_commands(app, chosen);
  add_result_commands(app, chosen);
  add_network_commands(app, chosen);
  add_shell_commands(app, chosen);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success& help_or_version) {
    app.exit(help_or_version, out, out);
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    throw UsageError(unclear(app, arguments, error));
  }

  return chosen({command_line(arguments), ranks, out});
}

}  // namespace

ExitCode exit_code_of(const std::exception& error) {
  if (dynamic_cast<const UsageError*>(&error)) return ExitCode::usage;
  if (dynamic_cast<const DataError*>(&error)) return ExitCode::bad_data;
  if (dynamic_cast<const DeviceError*>(&error)) return ExitCode::no_device;
  if (dynamic_cast<const StoppedEarly*>(&error)) return ExitCode::requeue;
  return ExitCode::failed;
}

ExitCode run_app(const std::vector<std::string>& arguments, engine::Ranks& ranks, std::ostream& out) {
  try {
    const ExitCode code = parse_and_run(arguments, ranks, out);
    // A full disk or a closed pipe behind stdout shows only now.
    if (!out.flush()) throw RunError("stdout cannot be written (the result would be lost); redirect it elsewhere");
    return code;
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
    return exit_code_of(error);
  }
}

ExitCode run_app(const std::vector<std::string>& arguments, std::ostream& out) {
  engine::Ranks alone;
  return run_app(arguments, alone, out);
}

int run_app(int argc, char** argv) {
  set_up_log();
  engine::Ranks ranks(engine::Processes::started);
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  if (ranks.rank() == 0) return static_cast<int>(run_app(arguments, ranks, std::cout));
  // What every rank finds wrong is said once, by rank 0.
  spdlog::set_level(spdlog::level::off);
  std::ostringstream unheard;
  return static_cast<int>(run_app(arguments, ranks, unheard));
}

}  // namespace kaitei::cli

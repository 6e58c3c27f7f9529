// The command line: arguments in, results on stdout, the log on stderr, an exit code out.
#pragma once

#include <exception>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/ranks.hpp"

namespace kaitei::cli {

enum class ExitCode { done = 0, failed = 1, usage = 2, bad_data = 3, no_device = 4, requeue = 75 };

// For main(): sets up the log on stderr, then runs.
int run_app(int argc, char** argv);

// Runs one command and writes its result to `out`. Errors go to the log; nothing is thrown.
ExitCode run_app(const std::vector<std::string>& arguments, engine::Ranks&, std::ostream& out);
ExitCode run_app(const std::vector<std::string>& arguments, std::ostream& out);  // this process alone

ExitCode exit_code_of(const std::exception&);

}  // namespace kaitei::cli

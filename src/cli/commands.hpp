// The program's commands: each adds itself, with its options, to the parser of the command line.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "cli/app.hpp"
#include "engine/ranks.hpp"

namespace CLI {
class App;
}

namespace kaitei::cli {

struct Context {
  std::string command_line;  // as a shell would read it
  engine::Ranks& ranks;
  std::ostream& out;
};

// What is to be done, once the command line is parsed.
using Action = std::function<ExitCode(const Context&)>;

// Parsing one of the commands added sets `chosen`, which must outlive the parser.
void add_run_commands(CLI::App&, Action& chosen);      // run, plan, validate, devices
void add_result_commands(CLI::App&, Action& chosen);   // submit, merge, compare
void add_network_commands(CLI::App&, Action& chosen);  // inspect, export, geodata
void add_shell_commands(CLI::App&, Action& chosen);    // man, completion

}  // namespace kaitei::cli

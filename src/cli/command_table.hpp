// The parser of the command line as a table, for what is made of it: the manual page, the shells' completion.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace kaitei::cli {

struct CommandOption {
  std::vector<std::string> names;  // "-o", "--output"; of an argument without dashes its name alone
  std::string value;               // what it takes, such as "FILE"; empty: nothing
  std::string description;
  bool positional = false, required = false;
};

struct Command {
  std::string path;  // "run", "geodata check"; empty: the program itself
  std::string description;
  std::vector<CommandOption> options;  // in the order of --help
  std::vector<std::string> commands;   // of the next level
};

// The program first, then its commands, each before those inside it.
std::vector<Command> command_table(const CLI::App&);

}  // namespace kaitei::cli

// Completion of commands, options and file names in shells, made of the parser's table.
#pragma once

#include <string>
#include <vector>

#include "cli/command_table.hpp"

namespace kaitei::cli {

// Of "bash", "zsh" or "fish", to be read by the shell. Throws UsageError for any other.
std::string completion(const std::vector<Command>&, const std::string& shell);

}  // namespace kaitei::cli

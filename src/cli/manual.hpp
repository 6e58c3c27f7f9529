// The manual page, made of the parser's table.
#pragma once

#include <string>
#include <vector>

#include "cli/command_table.hpp"

namespace kaitei::cli {

// In the man macros of roff (groff_man(7)), section 1.
std::string manual(const std::vector<Command>&);

}  // namespace kaitei::cli

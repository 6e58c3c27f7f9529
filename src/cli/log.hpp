// The log: stderr, in colour on a terminal unless NO_COLOR is set (no-color.org), with times where it is not one.
#pragma once

namespace kaitei::cli {

enum class Destination { terminal, batch_log };

Destination stderr_destination();
bool colour_wanted();
void set_up_log();

}  // namespace kaitei::cli

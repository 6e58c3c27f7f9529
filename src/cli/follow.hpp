// kaitei inspect --follow: a running job, seen from another terminal.
#pragma once

#include <chrono>
#include <filesystem>
#include <iosfwd>

namespace kaitei::cli {

// Prints a line for each checkpoint that the run writing `output` saves, and returns when no run writes it any more:
// the caller can then describe what is there. Throws DataError if there is neither a run, a result nor a checkpoint.
void follow(const std::filesystem::path& output, std::ostream& out,
            std::chrono::milliseconds interval = std::chrono::seconds(1));

}  // namespace kaitei::cli

// What a finished result file says about itself.
#pragma once

#include <filesystem>
#include <string>

namespace kaitei::results {

enum class Format { text, json };

// Checks the file's checksum, then gives the summary that the run printed, and where the file comes from: program,
// host, backend, times, input files and what was mended in them. Throws DataError as read_result() does.
std::string describe_result(const std::filesystem::path&, Format);

}  // namespace kaitei::results

// Where a result comes from: which program, which inputs, when, on what host.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/record.hpp"

namespace kaitei::cli {

std::string utc_now();    // "2025-01-31T12:00:00Z"
std::string host_name();

// Fills in program, build, command line and host.
void describe_program(engine::Origin&, const std::string& command_line);

// Paths and SHA-256 of files, in the order given. Throws DataError for one that cannot be read.
std::vector<engine::InputFile> hash_files(const std::vector<std::filesystem::path>&);

}  // namespace kaitei::cli

// kaitei inspect: what is in a network, or in a result file.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "cli/network_source.hpp"

namespace kaitei::cli {

struct InspectOptions {
  NetworkSource source;  // or a result file
  bool json = false, follow = false;
};

// Whether the file is an HDF5 file, or by its name means to be one.
bool is_result_file(const std::filesystem::path&);

// Throws UsageError if there is no such file, DataError if it cannot be read.
void inspect_source(InspectOptions, std::ostream& out);

}  // namespace kaitei::cli

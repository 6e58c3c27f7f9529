// kaitei inspect: what is in a network, or in a result file.
#pragma once

#include <filesystem>
#include <iosfwd>

namespace kaitei::cli {

struct InspectOptions {
  std::filesystem::path source;
  bool json = false, include_planned = false;
  std::string as_of;  // a day, 2023-02-01; empty: by status
  double snap_tolerance_km = 1.0;
};

// Whether the file is an HDF5 file, or by its name means to be one.
bool is_result_file(const std::filesystem::path&);

// Throws UsageError if there is no such file, DataError if it cannot be read.
void inspect_source(const InspectOptions&, std::ostream& out);

}  // namespace kaitei::cli

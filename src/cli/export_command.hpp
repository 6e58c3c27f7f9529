// kaitei export: a network in a format that other programs read.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "cli/network_source.hpp"

namespace kaitei::cli {

struct ExportOptions {
  NetworkSource source;
  std::filesystem::path output;
  std::string format;  // gpkg, geojson, graphml or csv; empty: by the output's extension
  std::string graph;   // all-pairs, trunk-only or segments; empty: all-pairs, for graphs alone
};

// Writes the file and says on `out` what is in it and under which licence. Throws UsageError for a format that is not
// known, DataError, RunError.
void export_network(const ExportOptions&, std::ostream& out);

}  // namespace kaitei::cli

// kaitei merge: the shards of one experiment into one result file.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace kaitei::cli {

struct MergeOptions {
  std::vector<std::filesystem::path> parts;
  std::filesystem::path output;
  std::string command_line;
  bool partial = false, json = false;
};

// Throws UsageError for parts that do not belong together, DataError for a damaged one, RunError if the output cannot
// be written.
void merge_results(const MergeOptions&, std::ostream& out);

}  // namespace kaitei::cli

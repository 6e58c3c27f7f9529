// kaitei report: result files as one page to read, print or publish.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace kaitei::cli {

struct ReportOptions {
  std::vector<std::filesystem::path> files;
  std::filesystem::path output;  // empty: the first file's name with the format's extension
  std::string format;            // "html" or "md"; empty: by the output's extension, else html
  std::string language = "en";
  bool anonymise = false;
};

// Throws DataError or UsageError, or RunError where the report cannot be written.
void write_report(const ReportOptions&, std::ostream& out);

}  // namespace kaitei::cli

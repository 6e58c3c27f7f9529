// kaitei report: result files as a page to read, or as Markdown.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "report/words.hpp"

namespace kaitei::report {

enum class Format { html, markdown };

struct Options {
  Format format = Format::html;
  Language language = Language::english;
  std::optional<std::uint64_t> anonymise;  // the seed; absent: with all names and places
};

// About the first file; the others are compared with it. Throws DataError as results::read_result() does, and UsageError
// where the files cannot be compared.
std::string report(const std::vector<std::filesystem::path>& files, const Options&);

}  // namespace kaitei::report

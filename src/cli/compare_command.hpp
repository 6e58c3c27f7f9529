// kaitei compare: are two results the same run, and if not, what became of the outcomes?
#pragma once

#include <filesystem>
#include <iosfwd>

#include "cli/app.hpp"

namespace kaitei::cli {

struct CompareOptions {
  std::filesystem::path a, b;
  bool json = false;
};

// done if the runs are equal, else failed, as cmp and diff do. Throws DataError or UsageError.
ExitCode compare_results(const CompareOptions&, std::ostream& out);

}  // namespace kaitei::cli

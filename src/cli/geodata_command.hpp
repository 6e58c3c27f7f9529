// kaitei geodata check: is a data set fit to be cited?
#pragma once

#include <filesystem>
#include <iosfwd>

namespace kaitei::cli {

struct CheckOptions {
  std::filesystem::path source, coastline;  // coastline: may be empty
};

// One line on `out` for each fault, or one that says there are none. Throws DataError if there are some, UsageError if
// the source or the coastline is not there.
void check_geodata(const CheckOptions&, std::ostream& out);

}  // namespace kaitei::cli

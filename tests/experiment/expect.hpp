// What the experiment tests share: a small valid file, and the text of the error that a file gives.
#pragma once

#include <string>
#include <vector>

#include "errors.hpp"
#include "experiment/parse.hpp"

namespace kaitei::experiment {

// Five lines; what a test adds starts on line 6.
inline const std::string minimal =
    "schema = 1\n"
    "name = \"small\"\n"
    "\n"
    "[network]\n"
    "source = \"data\"\n";

inline std::string error_of(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    parse_text(text, "x.toml", overrides);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace kaitei::experiment

// kaitei validate: is this experiment one that can run?
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace kaitei::cli {

struct ValidateOptions {
  std::filesystem::path experiment;
  std::vector<std::string> overrides;
  bool dump = false, reference = false, json_schema = false;
};

// Loads the experiment and its network and checks one against the other. Throws UsageError or DataError.
void validate_experiment(const ValidateOptions&, std::ostream& out);

}  // namespace kaitei::cli

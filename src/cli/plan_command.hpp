// kaitei plan: what a run would do, before it does it.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace kaitei::cli {

struct PlanOptions {
  std::filesystem::path experiment;
  std::vector<std::string> overrides;
  bool json = false, quiet = false;
};

// Prints sizes, the backend, memory, and the time that a short pilot on that backend promises; writes nothing. Throws
// UsageError, DataError or DeviceError.
void plan_experiment(const PlanOptions&, std::ostream& out);

}  // namespace kaitei::cli

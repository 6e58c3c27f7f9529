#include "cli/geodata_command.hpp"

#include <ostream>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/check_data.hpp"

namespace kaitei::cli {

void check_geodata(const CheckOptions& options, std::ostream& out) {
  for (const std::filesystem::path& path : {options.source, options.coastline})
    if (!path.empty() && !std::filesystem::exists(path))
      throw UsageError(fmt::format("{} does not exist (there is nothing to check); check the path", path.string()));
  const auto coastline = options.coastline.empty() ? std::nullopt : std::optional(options.coastline);
  const std::vector<std::string> faults = geo::check_data(options.source, coastline);
  for (const std::string& fault : faults) out << fault << '\n';
  if (!faults.empty())
    throw DataError(fmt::format("{} has {} faults (results from it could not be trusted); mend the rows listed",
                                options.source.string(), faults.size()));
  out << fmt::format("{}: no faults\n", options.source.string());
}

}  // namespace kaitei::cli

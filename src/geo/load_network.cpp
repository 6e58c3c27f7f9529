#include "geo/load_network.hpp"

#include <fmt/format.h>

#include <cmath>

#include "errors.hpp"
#include "geo/loading.hpp"
#include "geo/source.hpp"

namespace kaitei::geo {

LoadedNetwork assemble(Source from, const LoadOptions& options) {
  Loading loading;
  loading.options = options;
  loading.repairs = std::move(from.repairs);
  loading.network.name = from.name;
  loading.network.version = from.version;
  loading.network.licence = from.licence;
  loading.network.attribution = from.attribution;

  read_nodes(from.layers.at("nodes"), loading);
  const Table& segments = from.layers.at("segments");
  const bool has_systems = from.layers.contains("systems");
  if (has_systems) {
    read_systems(from.layers.at("systems"), loading);
  } else {
    make_systems_from_segments(segments, loading);
  }
  read_segments(segments, has_systems, loading);
  const auto read_optional = [&](const char* layer, void (*reader)(const Table&, Loading&)) {
    if (const auto table = from.layers.find(layer); table != from.layers.end()) reader(table->second, loading);
  };
  read_optional("routes", read_routes);
  read_optional("power_sections", read_power_sections);
  read_optional("links", read_links);
  read_optional("terminals", read_terminals);
  read_optional("weights", read_weights);
  drop_unused_nodes(loading);

  loading.repairs.insert(loading.repairs.end(), from.warnings.begin(), from.warnings.end());
  return {std::move(loading.network), std::move(loading.repairs), std::move(from.files)};
}

LoadedNetwork load_network(const std::filesystem::path& source, const LoadOptions& options) {
  if (!(options.snap_tolerance_km >= 0) || !std::isfinite(options.snap_tolerance_km)) {
    throw UsageError(fmt::format("snap_tolerance_km is {} (it is a distance); give a number from 0",
                                 options.snap_tolerance_km));
  }
  if (options.as_of && options.include_planned) {
    throw UsageError("both a day and planned systems are asked for (the day alone decides by the systems' dates); give "
                     "a later day instead of including planned systems");
  }
  return assemble(read_source(source), options);
}

}  // namespace kaitei::geo

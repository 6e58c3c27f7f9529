#include "geo/load_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "geo/layer_files.hpp"
#include "geo/loading.hpp"

namespace kaitei::geo {
namespace {

using network::Network;

// Name, version and licence from the folder's data package descriptor (Frictionless Data), if it has one.
bool read_package(const std::filesystem::path& file, Network& network) {
  if (!std::filesystem::exists(file)) return false;
  std::ifstream stream(file);
  try {
    const nlohmann::json package = nlohmann::json::parse(stream);
    network.name = package.value("name", network.name);
    network.version = package.value("version", "");
    for (const nlohmann::json& licence : package.value("licenses", nlohmann::json::array())) {
      if (!network.licence.empty()) network.licence += ", ";
      network.licence += licence.value("name", "");
    }
  } catch (const nlohmann::json::exception& error) {
    throw DataError(fmt::format("{} is not a data package descriptor ({}); correct or remove it", file.string(),
                                error.what()));
  }
  return true;
}

}  // namespace

LoadedNetwork load_network(const std::filesystem::path& source, const LoadOptions& options) {
  if (!(options.snap_tolerance_km >= 0) || !std::isfinite(options.snap_tolerance_km)) {
    throw UsageError(fmt::format("snap_tolerance_km is {} (it is a distance); give a number from 0",
                                 options.snap_tolerance_km));
  }
  if (options.as_of && options.include_planned) {
    throw UsageError("both a day and planned systems are asked for (the day alone decides by the systems' dates); give "
                     "a later day instead of including planned systems");
  }
  Loading loading;
  loading.options = options;
  LayerFiles layers(source);
  const std::filesystem::path named = std::filesystem::absolute(source / "").parent_path();
  loading.network.name = std::filesystem::is_directory(source) ? named.filename() : named.stem();

  read_nodes(layers.require("nodes"), loading);
  const Table segments = layers.require("segments");
  const std::optional<Table> systems = layers.read("systems");
  if (systems) {
    read_systems(*systems, loading);
  } else {
    make_systems_from_segments(segments, loading);
  }
  read_segments(segments, systems.has_value(), loading);
  const auto read_optional = [&](const char* layer, void (*reader)(const Table&, Loading&)) {
    if (const std::optional<Table> table = layers.read(layer)) reader(*table, loading);
  };
  read_optional("routes", read_routes);
  read_optional("power_sections", read_power_sections);
  read_optional("links", read_links);
  read_optional("terminals", read_terminals);
  read_optional("weights", read_weights);
  drop_unused_branching_units(loading);

  LoadedNetwork loaded;
  const std::filesystem::path package = source / "datapackage.json";
  const bool has_package = read_package(package, loading.network);
  loaded.files = layers.files();
  if (has_package) loaded.files.insert(std::lower_bound(loaded.files.begin(), loaded.files.end(), package), package);
  for (const auto& [layer, warning] : layers.warnings()) loading.repairs.push_back({layer, "", "GDAL warns: " + warning});
  loaded.network = std::move(loading.network);
  loaded.repairs = std::move(loading.repairs);
  return loaded;
}

}  // namespace kaitei::geo

#include "geo/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "geo/cable_map_layers.hpp"
#include "geo/graph_source.hpp"
#include "geo/layer_files.hpp"

namespace kaitei::geo {
namespace {

using nlohmann::json;

std::string joined(const json& package, const char* list, const char* member) {
  std::string text;
  for (const json& entry : package.value(list, json::array())) {
    const std::string value = entry.value(member, "");
    if (!value.empty()) text += (text.empty() ? "" : list == std::string_view("sources") ? "; " : ", ") + value;
  }
  return text;
}

// Name, version, licence and sources from the folder's data package descriptor (Frictionless Data), if it has one.
void read_package(const std::filesystem::path& folder, Source& source) {
  const std::filesystem::path file = folder / "datapackage.json";
  if (!std::filesystem::exists(file)) return;
  std::ifstream stream(file);
  try {
    const json package = json::parse(stream);
    source.name = package.value("name", source.name);
    source.version = package.value("version", source.version);
    if (const std::string licence = joined(package, "licenses", "name"); !licence.empty()) source.licence = licence;
    if (const std::string titles = joined(package, "sources", "title"); !titles.empty()) source.attribution = titles;
  } catch (const json::exception& error) {
    throw DataError(fmt::format("{} is not a data package descriptor ({}); correct or remove it", file.string(), error.what()));
  }
  source.files.push_back(file);
}

void read_layers(const std::filesystem::path& path, Source& source) {
  LayerFiles layers(path);
  source.layers["nodes"] = layers.require("nodes");
  source.layers["segments"] = layers.require("segments");
  for (const char* name : layer_names) {
    if (source.layers.contains(name)) continue;
    if (std::optional<Table> table = layers.read(name)) source.layers[name] = std::move(*table);
  }
  if (const std::optional<Table> about = layers.read("about"); about && about->rows.size() == 1) {
    const Row& row = about->rows.front();
    if (!row.text("name").empty()) source.name = row.text("name");
    source.version = row.text("version");
    source.licence = row.text("licence");
    source.attribution = row.text("attribution");
  }
  source.files = layers.files();
  for (const auto& [layer, warning] : layers.warnings()) source.warnings.push_back({layer, "", "GDAL warns: " + warning});
}

void read_map(const CableMapFiles& files, Source& source) {
  add_map_layers(read_cable_map(files), files, source);
  source.licence = map_licence(files);
  source.attribution = "TeleGeography, Submarine Cable Map; split into segments and branching units by kaitei";
  source.files = {files.cables, files.landings};
  source.files.insert(source.files.end(), files.details.begin(), files.details.end());
  if (!files.licence.empty()) source.files.push_back(files.licence);
}

}  // namespace

void add_map_layers(const CableMap& map, const CableMapFiles& files, Source& source) {
  CableLayers layers = layers_of(map, {}, files);
  for (Table* table : {&layers.nodes, &layers.systems, &layers.segments, &layers.terminals}) {
    source.layers[table->layer] = std::move(*table);
  }
  source.repairs = std::move(layers.repairs);
}

Source read_source(const std::filesystem::path& path) {
  Source source;
  const std::filesystem::path named = std::filesystem::absolute(path / "").lexically_normal().parent_path();
  source.name = std::filesystem::is_directory(path) ? named.filename() : named.stem();
  if (const std::optional<CableMapFiles> map = find_cable_map(path)) {
    read_map(*map, source);
  } else if (is_graph_file(path)) {
    read_graph_file(path, source);
  } else {
    read_layers(path, source);
  }
  read_package(path, source);
  std::sort(source.files.begin(), source.files.end());
  return source;
}

}  // namespace kaitei::geo

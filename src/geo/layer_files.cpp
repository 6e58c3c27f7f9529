#include "geo/layer_files.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>

#include "errors.hpp"
#include "geo/gdal_support.hpp"
#include "geo/read_layer.hpp"

namespace kaitei::geo {
namespace {

using LayerPaths = std::map<std::string, std::filesystem::path>;

// A shapefile's .dbf is its table, not a second layer.
bool is_sidecar(const std::filesystem::path& path) {
  return EQUAL(path.extension().c_str(), ".dbf") && std::filesystem::exists(std::filesystem::path(path).replace_extension(".shp"));
}

LayerPaths find_layers(const std::filesystem::path& folder) {
  const std::vector<std::string> extensions = vector_extensions();
  LayerPaths found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::filesystem::path& path = entry.path();
    const std::string stem = path.stem(), extension = CPLString(path.extension().string()).tolower();
    if (!entry.is_regular_file() || extension.empty() || is_sidecar(path)) continue;
    if (std::find(layer_names.begin(), layer_names.end(), stem) == layer_names.end()) continue;
    if (std::find(extensions.begin(), extensions.end(), extension.substr(1)) == extensions.end()) continue;
    const auto [other, added] = found.try_emplace(stem, path);
    if (!added) {
      throw DataError(fmt::format("{} and {} are both layer {} (only one can be meant); remove or rename one",
                                  std::min(other->second, path).string(), std::max(other->second, path).string(), stem));
    }
  }
  return found;
}

// Of an empty file, and of a CSV with a single column, GDAL says no more than that it does not recognize the format.
std::string why_not_opened(const std::filesystem::path& path, const std::string& failure) {
  if (failure.find("not recognized") == std::string::npos) return failure;
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored) && std::filesystem::is_empty(path, ignored)) return "it is empty";
  if (EQUAL(path.extension().c_str(), ".csv")) return "a CSV begins with at least two column names and a comma between";
  return failure;
}

OGRLayer* find_layer(GDALDataset& dataset, const std::string& name, bool only_layer_will_do) {
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (EQUAL(layer->GetName(), name.c_str())) return layer;
  }
  return only_layer_will_do && dataset.GetLayerCount() == 1 ? dataset.GetLayer(0) : nullptr;
}

}  // namespace

LayerFiles::LayerFiles(const std::filesystem::path& source) : source_(source) {
  if (!std::filesystem::exists(source)) {
    throw DataError(fmt::format("{} does not exist (the network is read from it); check the path", source.string()));
  }
  is_folder_ = std::filesystem::is_directory(source);
  if (is_folder_) by_layer_ = find_layers(source);
}

std::optional<Table> LayerFiles::read_mixed(const std::string& layer) const {
  Table table{layer, {}};
  for (const Row& row : mixed_->rows) {
    if (row.text("layer") != layer) continue;
    table.rows.push_back(row);
    table.rows.back().layer = layer;
    table.rows.back().number = table.rows.size();
  }
  const bool is_needed = layer == "nodes" || layer == "segments";
  return table.rows.empty() && !is_needed ? std::nullopt : std::optional(std::move(table));
}

std::optional<Table> LayerFiles::read(const std::string& layer) {
  if (mixed_) return read_mixed(layer);
  if (is_folder_ && !by_layer_.contains(layer)) return std::nullopt;
  const std::filesystem::path path = is_folder_ ? by_layer_.at(layer) : source_;
  CapturedErrors errors;
  const Dataset dataset = open_dataset(path);
  if (!dataset) {
    throw DataError(fmt::format("{} cannot be opened ({}); check that it is whole and of a format that "
                                "ogrinfo --formats lists", path.string(), why_not_opened(path, errors.first_failure())));
  }
  OGRLayer* source = find_layer(*dataset, layer, is_folder_);
  const bool is_mixed = !is_folder_ && !source && dataset->GetLayerCount() == 1 &&
                        dataset->GetLayer(0)->GetLayerDefn()->GetFieldIndex("layer") >= 0;
  if (is_mixed) source = dataset->GetLayer(0);
  if (!source && is_folder_) {
    throw DataError(fmt::format("{} holds several layers, none of them {} (which one is meant is unclear); keep one "
                                "layer, or name it so", path.string(), layer));
  }
  if (!source) return std::nullopt;
  const CPLStringList files(dataset->GetFileList());
  for (int i = 0; i < files.size(); ++i) opened_.emplace_back(files[i]);
  Table table = read_layer(*dataset, *source, layer, path.string(), errors);
  for (const std::string& warning : errors.warnings()) warnings_.emplace_back(layer, warning);
  if (is_mixed) {
    mixed_ = std::move(table);
    return read_mixed(layer);
  }
  return table;
}

Table LayerFiles::require(const std::string& layer) {
  if (std::optional<Table> table = read(layer)) return std::move(*table);
  throw DataError(fmt::format("{} has no layer {} (a network needs nodes and segments); {}", source_.string(), layer,
                              is_folder_ ? fmt::format("add {}.csv, .geojson, .gpkg or another format that GDAL reads", layer)
                                         : "give one of its tables that name"));
}

std::vector<std::filesystem::path> LayerFiles::files() const {
  std::vector<std::filesystem::path> sorted = opened_;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

}  // namespace kaitei::geo

#include "geo/write_layers.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>

#include "errors.hpp"
#include "geo/antimeridian.hpp"
#include "geo/gdal_support.hpp"
#include "geo/network_rows.hpp"

namespace kaitei::geo {
namespace {

using network::Position;

OGRFieldType field_type(ColumnType type) {
  switch (type) {
    case ColumnType::text: return OFTString;
    case ColumnType::number: return OFTReal;
    case ColumnType::count: return OFTInteger64;
    case ColumnType::flag: return OFTInteger;
  }
  return OFTString;
}

OGRLineString line_string(const std::vector<Position>& part) {
  OGRLineString line;
  for (const Position& position : part) line.addPoint(position.longitude, position.latitude);
  return line;
}

void set_geometry(OGRFeature& feature, const LayerRow& row, LayerGeometry geometry) {
  if (row.points.empty()) return;
  if (geometry == LayerGeometry::point) {
    const OGRPoint point(row.points.front().longitude, row.points.front().latitude);
    feature.SetGeometry(&point);
    return;
  }
  OGRMultiLineString lines;
  for (const std::vector<Position>& part : cut_at_antimeridian(row.points)) {
    const OGRLineString line = line_string(part);
    lines.addGeometry(&line);
  }
  if (lines.getNumGeometries() == 1) {
    feature.SetGeometry(lines.getGeometryRef(0));
  } else {
    feature.SetGeometry(&lines);
  }
}

class LayerWriter {
 public:
  explicit LayerWriter(const std::filesystem::path& file, const CapturedErrors& errors) : file_(file), errors_(errors) {
    wgs84_.SetWellKnownGeogCS("WGS84");
    wgs84_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  }

  void create(const char* driver, const std::filesystem::path& at) {
    register_drivers();
    GDALDriver* const found = GetGDALDriverManager()->GetDriverByName(driver);
    if (!found) fail(fmt::format("this GDAL has no driver {}", driver));
    dataset_.reset(found->Create(at.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset_) fail(errors_.first_failure());
  }

  OGRLayer& add_layer(const std::string& name, OGRwkbGeometryType type, char** options) {
    OGRLayer* const layer = dataset_->CreateLayer(name.c_str(), type == wkbNone ? nullptr : &wgs84_, type, options);
    if (!layer) fail(errors_.first_failure());
    if (dataset_->TestCapability(ODsCTransactions)) dataset_->StartTransaction();
    return *layer;
  }

  void add_column(OGRLayer& layer, const Column& column) {
    if (layer.GetLayerDefn()->GetFieldIndex(column.name.c_str()) >= 0) return;
    OGRFieldDefn field(column.name.c_str(), field_type(column.type));
    if (layer.CreateField(&field) != OGRERR_NONE) fail(errors_.first_failure());
  }

  void add_rows(OGRLayer& layer, const Layer& from, bool names_layer) {
    for (const LayerRow& row : from.rows) {
      OGRFeature feature(layer.GetLayerDefn());
      if (names_layer) feature.SetField("layer", from.name.c_str());
      for (std::size_t i = 0; i < from.columns.size(); ++i) {
        if (!row.values[i].empty()) feature.SetField(from.columns[i].name.c_str(), row.values[i].c_str());
      }
      set_geometry(feature, row, from.geometry);
      if (layer.CreateFeature(&feature) != OGRERR_NONE) fail(errors_.first_failure());
    }
  }

  void commit() {
    if (dataset_->TestCapability(ODsCTransactions) && dataset_->CommitTransaction() != OGRERR_NONE) fail(errors_.first_failure());
  }

  void close() {
    dataset_.reset();
    if (errors_.failed()) fail(errors_.first_failure());
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw RunError(fmt::format("{} cannot be written ({}); check the folder, its rights and the space left", file_.string(), reason));
  }

  const std::filesystem::path& file_;
  const CapturedErrors& errors_;
  OGRSpatialReference wgs84_;
  Dataset dataset_;
};

void write_geopackage(LayerWriter& writer, const std::vector<Layer>& layers) {
  for (const Layer& layer : layers) {
    const OGRwkbGeometryType type = layer.geometry == LayerGeometry::point  ? wkbPoint
                                    : layer.geometry == LayerGeometry::line ? wkbUnknown : wkbNone;
    OGRLayer& made = writer.add_layer(layer.name, type, nullptr);
    for (const Column& column : layer.columns) writer.add_column(made, column);
    writer.add_rows(made, layer, false);
    writer.commit();
  }
}

void write_geojson(LayerWriter& writer, const std::vector<Layer>& layers) {
  CPLStringList options;
  options.SetNameValue("SIGNIFICANT_FIGURES", "17");  // as many as tell one double from the next
  OGRLayer& made = writer.add_layer("network", wkbUnknown, options.List());
  writer.add_column(made, {"layer", ColumnType::text});
  for (const Layer& layer : layers) {
    for (const Column& column : layer.columns) writer.add_column(made, column);
  }
  for (const Layer& layer : layers) writer.add_rows(made, layer, true);
}

void require_places(const network::Network& network) {
  const auto nowhere = std::find_if(network.nodes.begin(), network.nodes.end(),
                                    [](const network::Node& node) { return !is_known(node.position); });
  if (nowhere == network.nodes.end()) return;
  throw DataError(fmt::format("node {} has no coordinates (layers are maps: every node lies somewhere); export to GraphML or "
                              "an edge list", nowhere->id));
}

}  // namespace

void write_layers(const network::Network& network, const std::filesystem::path& file, LayerFormat format) {
  require_places(network);
  // GDAL goes by the extension, so the mark of an unfinished file stands before it.
  const std::filesystem::path part = std::filesystem::path(file).replace_extension(".part" + file.extension().string());
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  try {
    CapturedErrors errors;
    LayerWriter writer(file, errors);
    writer.create(format == LayerFormat::geopackage ? "GPKG" : "GeoJSON", part);
    if (format == LayerFormat::geopackage) {
      write_geopackage(writer, rows_of(network));
    } else {
      write_geojson(writer, rows_of(network));
    }
    writer.close();
  } catch (...) {
    std::filesystem::remove(part, ignored);
    throw;
  }
  std::error_code error;
  std::filesystem::rename(part, file, error);
  if (error) {
    std::filesystem::remove(part, ignored);
    throw RunError(fmt::format("{} cannot be written ({}); choose another name", file.string(), error.message()));
  }
}

}  // namespace kaitei::geo

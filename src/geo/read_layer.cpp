#include "geo/read_layer.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include "errors.hpp"

namespace kaitei::geo {
namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::string date_text(const OGRFeature& feature, int field) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
  feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// Numbers keep every digit, lists are joined by semicolons, dates are ISO 8601.
std::string field_text(OGRFeature& feature, int field) {
  switch (feature.GetFieldDefnRef(field)->GetType()) {
    case OFTReal: return fmt::format("{}", feature.GetFieldAsDouble(field));
    case OFTDate:
    case OFTDateTime: return date_text(feature, field);
    case OFTStringList: {
      std::string joined;
      for (char** part = feature.GetFieldAsStringList(field); part && *part; ++part) {
        if (!joined.empty()) joined += ';';
        joined += *part;
      }
      return joined;
    }
    default: return trimmed(feature.GetFieldAsString(field));
  }
}

std::vector<network::Position> positions(const OGRSimpleCurve& line, const ToWgs84& to_wgs84) {
  std::vector<double> x, y;
  for (int i = 0; i < line.getNumPoints(); ++i) {
    x.push_back(line.getX(i));
    y.push_back(line.getY(i));
  }
  to_wgs84(x, y);
  std::vector<network::Position> result;
  for (std::size_t i = 0; i < x.size(); ++i) result.push_back({x[i], y[i]});
  return result;
}

Geometry geometry_of(const OGRGeometry* geometry, const ToWgs84& to_wgs84) {
  Geometry result;
  if (!geometry) return result;
  result.type = geometry->getGeometryName();
  result.kind = GeometryKind::other;
  if (geometry->IsEmpty()) {
    result.kind = GeometryKind::none;
  } else if (wkbFlatten(geometry->getGeometryType()) == wkbPoint) {
    const OGRPoint& point = *geometry->toPoint();
    std::vector<double> x{point.getX()}, y{point.getY()};
    to_wgs84(x, y);
    result.kind = GeometryKind::point;
    result.parts = {{{x[0], y[0]}}};
  } else if (wkbFlatten(geometry->getGeometryType()) == wkbLineString) {
    result.kind = GeometryKind::line;
    result.parts.push_back(positions(*geometry->toLineString(), to_wgs84));
  } else if (wkbFlatten(geometry->getGeometryType()) == wkbMultiLineString) {
    result.kind = GeometryKind::line;
    for (const OGRLineString* part : geometry->toMultiLineString()) {
      if (!part->IsEmpty()) result.parts.push_back(positions(*part, to_wgs84));
    }
  } else if (wkbFlatten(geometry->getGeometryType()) == wkbPolygon) {
    result.kind = GeometryKind::area;
    for (const OGRLinearRing* ring : geometry->toPolygon()) result.parts.push_back(positions(*ring, to_wgs84));
  } else if (wkbFlatten(geometry->getGeometryType()) == wkbMultiPolygon) {
    result.kind = GeometryKind::area;
    for (const OGRPolygon* polygon : geometry->toMultiPolygon())
      for (const OGRLinearRing* ring : polygon) result.parts.push_back(positions(*ring, to_wgs84));
  }
  return result;
}

// Formats whose coordinates are WGS84 where they name no system.
bool is_wgs84_by_default(GDALDataset& dataset) {
  const std::string driver = dataset.GetDriverName();
  return driver == "GeoJSON" || driver == "GeoJSONSeq" || driver == "CSV";
}

// GeoPackage's "undefined" systems come as systems of that name.
bool is_undefined(const OGRSpatialReference* system) {
  return !system || !system->GetName() || std::string_view(system->GetName()).starts_with("Undefined");
}

void read_fields(OGRFeature& feature, OGRLayer& layer, Row& row) {
  for (int field = 0; field < feature.GetFieldCount(); ++field) {
    if (!feature.IsFieldSetAndNotNull(field)) continue;
    const std::string column = CPLString(feature.GetFieldDefnRef(field)->GetNameRef()).tolower();
    std::string value = field_text(feature, field);
    if (!CPLIsUTF8(value.data(), static_cast<int>(value.size()))) {
      row.refuse(fmt::format("{} is not UTF-8 text", column), "names would be unreadable in the results",
                 "save the file in UTF-8");
    }
    row.values[column] = std::move(value);
  }
  if (EQUAL(layer.GetFIDColumn(), "id")) row.values.try_emplace("id", fmt::format("{}", feature.GetFID()));
}

}  // namespace

Table read_layer(GDALDataset& dataset, OGRLayer& source, const std::string& layer, const std::string& file,
                 const CapturedErrors& errors) {
  const bool has_system = !is_undefined(source.GetSpatialRef());
  const ToWgs84 to_wgs84(has_system ? source.GetSpatialRef() : nullptr, file);
  const bool short_names = std::string_view(dataset.GetDriverName()) == "ESRI Shapefile";
  Table table{layer, {}};
  source.ResetReading();
  while (const OGRFeatureUniquePtr feature{source.GetNextFeature()}) {
    Row row;
    row.file = file;
    row.layer = layer;
    row.number = table.rows.size() + 1;
    row.short_names = short_names;
    read_fields(*feature, source, row);
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry && !has_system && !is_wgs84_by_default(dataset)) {
      row.refuse("coordinates without a coordinate system", "they could be degrees or metres of any projection",
                 "state it: a .prj file beside a shapefile, or ogr2ogr -a_srs");
    }
    row.geometry = geometry_of(geometry, to_wgs84);
    table.rows.push_back(std::move(row));
  }
  if (errors.failed()) {
    throw DataError(fmt::format("{}: layer {} cannot be read to its end ({}); replace the file by a whole one", file,
                                layer, errors.first_failure()));
  }
  return table;
}

}  // namespace kaitei::geo

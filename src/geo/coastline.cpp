#include "geo/coastline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "errors.hpp"
#include "geo/gdal_support.hpp"
#include "geo/geodesic.hpp"

namespace kaitei::geo {

Coastline::Coastline(const std::filesystem::path& file) {
  CapturedErrors errors;
  const Dataset dataset = open_dataset(file);
  if (!dataset) {
    throw DataError(fmt::format("{} cannot be opened as a coastline ({}); check that it is whole and of a format that "
                                "ogrinfo --formats lists", file.string(), errors.first_failure()));
  }
  const auto add = [&](const OGRPolygon& polygon, const ToWgs84& to_wgs84, const std::string& country) {
    for (const OGRLinearRing* ring : polygon) {
      std::vector<double> x, y;
      for (const OGRPoint& point : *ring) {
        x.push_back(point.getX());
        y.push_back(point.getY());
      }
      to_wgs84(x, y);
      std::vector<network::Position> shore;
      for (std::size_t i = 0; i < x.size(); ++i) shore.push_back({wrap_longitude(x[i]), y[i]});
      shores_[country].add_piece(shore);
    }
  };
  for (OGRLayer* layer : dataset->GetLayers()) {
    const ToWgs84 to_wgs84(layer->GetSpatialRef(), file.string());
    const int country_field = layer->GetLayerDefn()->GetFieldIndex("country");
    for (const OGRFeatureUniquePtr& feature : *layer) {
      const std::string country = country_field < 0 ? "" : feature->GetFieldAsString(country_field);
      const OGRGeometry* geometry = feature->GetGeometryRef();
      if (!geometry) continue;
      const OGRwkbGeometryType type = wkbFlatten(geometry->getGeometryType());
      if (type == wkbPolygon) add(*geometry->toPolygon(), to_wgs84, country);
      if (type == wkbMultiPolygon) {
        for (const OGRPolygon* polygon : geometry->toMultiPolygon()) add(*polygon, to_wgs84, country);
      }
    }
  }
  if (shores_.empty()) {
    throw DataError(fmt::format("{} holds no polygons (a coastline is the edge of land); give one of land", file.string()));
  }
}

std::optional<double> Coastline::distance_km_from(const network::Position& position, const std::string& country) const {
  std::optional<double> nearest;
  for (const auto& [whose, lines] : shores_) {
    if (!country.empty() && !whose.empty() && whose != country) continue;
    if (const auto near = lines.nearest(position)) nearest = std::min(near->off_km, nearest.value_or(near->off_km));
  }
  return nearest;
}

}  // namespace kaitei::geo

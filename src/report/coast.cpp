#include "report/coast.hpp"

#include <ogr_geometry.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace kaitei::report {
namespace {

using Geometry = std::unique_ptr<OGRGeometry>;

Geometry box(const Extent& extent) {
  auto ring = std::make_unique<OGRLinearRing>();
  ring->addPoint(extent.west, extent.south);
  ring->addPoint(extent.east, extent.south);
  ring->addPoint(extent.east, extent.north);
  ring->addPoint(extent.west, extent.north);
  ring->closeRings();
  auto polygon = std::make_unique<OGRPolygon>();
  polygon->addRingDirectly(ring.release());
  return polygon;
}

void append(std::vector<Polygon>& polygons, const OGRGeometry& geometry, double shift) {
  const auto type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) append(polygons, *part, shift);
  } else if (type == wkbPolygon && !geometry.IsEmpty()) {
    Polygon& polygon = polygons.emplace_back();
    for (const OGRLinearRing* ring : *geometry.toPolygon()) {
      Ring& points = polygon.emplace_back();
      for (const OGRPoint& point : *ring) points.push_back({point.getX() + shift, point.getY()});
    }
  }
}

}  // namespace

std::vector<Polygon> land_within(std::string_view geojson, Extent extent, double tolerance) {
  const auto features = nlohmann::json::parse(geojson).at("features");
  std::vector<Polygon> polygons;
  for (const double shift : {-360.0, 0.0, 360.0}) {
    const Geometry window = box({extent.west - shift, extent.south, extent.east - shift, extent.north});
    for (const auto& feature : features) {
      const Geometry land(OGRGeometryFactory::createFromGeoJson(feature.at("geometry").dump().c_str()));
      if (!land) throw std::runtime_error("the land is no GeoJSON of polygons");
      if (!land->Intersects(window.get())) continue;
      const Geometry cut(land->Intersection(window.get()));  // absent where GDAL was built without GEOS
      const Geometry simple(cut ? cut->SimplifyPreserveTopology(tolerance) : nullptr);
      append(polygons, simple ? *simple : *land, shift);
    }
  }
  return polygons;
}

}  // namespace kaitei::report

#include "geo/shapes.hpp"

#include <fmt/format.h>

#include <cmath>

#include "geo/gdal_support.hpp"
#include "geo/read_layer.hpp"

namespace kaitei::geo {
namespace {

std::string_view in_words(GeometryKind kind) {
  switch (kind) {
    case GeometryKind::point: return "a point";
    case GeometryKind::line: return "a line";
    case GeometryKind::area: return "a polygon";
    case GeometryKind::none:
    case GeometryKind::other: break;
  }
  return "a shape";
}

void check(const Row& row, GeometryKind wanted) {
  if (row.geometry.kind != wanted)
    row.refuse(row.geometry.type.empty() ? "no geometry" : fmt::format("the geometry is a {}", row.geometry.type),
               fmt::format("{} is needed here", in_words(wanted)), "remove the feature, or name another file");
  for (const auto& part : row.geometry.parts)
    for (const network::Position& position : part)
      if (!(std::abs(position.longitude) <= 180 && std::abs(position.latitude) <= 90))
        row.refuse(fmt::format("the position {:g}, {:g} is not on the globe", position.longitude, position.latitude),
                   "longitudes lie in -180 to 180 and latitudes in -90 to 90 degrees", "correct it, or state the layer's coordinate system");
}

}  // namespace

Table read_shapes(const std::filesystem::path& path, GeometryKind kind) {
  register_drivers();
  const CapturedErrors errors;
  if (!std::filesystem::exists(path))
    throw DataError(fmt::format("{} does not exist (a scenario reads it); check the path", path.string()));
  const Dataset dataset = open_dataset(path);
  if (!dataset)
    throw DataError(fmt::format("{} cannot be read ({}); name a file of a format that GDAL reads", path.string(), errors.first_failure()));
  if (dataset->GetLayerCount() != 1)
    throw DataError(fmt::format("{} has {} layers (one is needed); write the one that is meant to a file of its own",
                                path.string(), dataset->GetLayerCount()));
  OGRLayer& layer = *dataset->GetLayer(0);
  Table table = read_layer(*dataset, layer, layer.GetName(), path.string(), errors);
  if (table.rows.empty())
    throw DataError(fmt::format("{} has no features (nothing could be struck there); name another file", path.string()));
  for (const Row& row : table.rows) check(row, kind);
  return table;
}

}  // namespace kaitei::geo

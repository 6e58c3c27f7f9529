#include "geo/hazard_layers.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "geo/gdal_support.hpp"
#include "geo/shapes.hpp"

namespace kaitei::geo {
namespace {

using network::Position;

// Calls use(row, weight) for each row.
template <class Use>
void for_each_row(const std::filesystem::path& file, GeometryKind kind, const std::string& weight, const Use& use) {
  const std::string column = CPLString(weight).tolower();
  double sum = 0;
  for (const Row& row : read_shapes(file, kind).rows) {
    double own = 1;
    if (!weight.empty()) {
      row.required_text(column);
      own = row.not_negative(column).value();
    }
    sum += own;
    use(row, own);
  }
  if (!(sum > 0))
    throw DataError(fmt::format("{}: every {} is 0 (no feature could ever be chosen); give one a weight", file.string(), weight));
}

bool across_antimeridian(const Line& ring) {
  for (std::size_t i = 1; i < ring.size(); ++i)
    if (std::abs(ring[i].longitude - ring[i - 1].longitude) > 180) return true;
  return false;
}

// Longitudes without jumps.
Line unwrapped(std::span<const Position> line) {
  Line result(line.begin(), line.end());
  for (std::size_t i = 1; i < result.size(); ++i)
    result[i].longitude -= 360 * std::round((result[i].longitude - result[i - 1].longitude) / 360);
  return result;
}

// Above 0 if c lies to the left of the way from a to b.
double side(Position a, Position b, Position c) {
  return (b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (c.longitude - a.longitude);
}

bool between(Position a, Position b, Position c) {  // of c on the line through a and b
  return std::min(a.longitude, b.longitude) <= c.longitude && c.longitude <= std::max(a.longitude, b.longitude) &&
         std::min(a.latitude, b.latitude) <= c.latitude && c.latitude <= std::max(a.latitude, b.latitude);
}

bool meet(Position a, Position b, Position c, Position d) {
  const double c_side = side(a, b, c), d_side = side(a, b, d), a_side = side(c, d, a), b_side = side(c, d, b);
  if (c_side * d_side < 0 && a_side * b_side < 0) return true;
  return (c_side == 0 && between(a, b, c)) || (d_side == 0 && between(a, b, d)) || (a_side == 0 && between(c, d, a)) ||
         (b_side == 0 && between(c, d, b));
}

// Rings crossed by a ray to the east.
bool inside(const std::vector<Line>& rings, Position p) {
  bool odd = false;
  for (const Line& ring : rings)
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const Position &a = ring[i - 1], &b = ring[i];
      if ((a.latitude > p.latitude) == (b.latitude > p.latitude)) continue;
      const double along = (p.latitude - a.latitude) / (b.latitude - a.latitude);
      if (p.longitude < a.longitude + along * (b.longitude - a.longitude)) odd = !odd;
    }
  return odd;
}

bool meets_edge(const std::vector<Line>& rings, const Line& line) {
  for (const Line& ring : rings)
    for (std::size_t i = 1; i < ring.size(); ++i)
      for (std::size_t k = 0; k < line.size(); ++k)
        if (meet(ring[i - 1], ring[i], line[k == 0 ? 0 : k - 1], line[k])) return true;
  return false;
}

}  // namespace

std::vector<LineFeature> read_line_features(const std::filesystem::path& file, const std::string& weight) {
  std::vector<LineFeature> features;
  for_each_row(file, GeometryKind::line, weight,
               [&](const Row& row, double own) {
                 const std::string id = row.text("id");
                 features.push_back({row.geometry.parts, id.empty() ? std::to_string(row.number) : id, own});
               });
  return features;
}

bool Area::touches(std::span<const Position> given) const {
  Line line = unwrapped(given);
  for (Position& p : line) p.longitude -= 360;
  for (int turn = 0; turn < 3; ++turn) {
    if (inside(rings, line.front()) || meets_edge(rings, line)) return true;
    for (Position& p : line) p.longitude += 360;
  }
  return false;
}

std::vector<Area> read_areas(const std::filesystem::path& file, const std::string& weight) {
  std::vector<Area> areas;
  for_each_row(file, GeometryKind::area, weight, [&](const Row& row, double own) {
    Area area{{}, own};
    for (const Line& ring : row.geometry.parts) {
      if (row.geometry.parts.size() > 1 && across_antimeridian(ring))
        row.refuse("a polygon crosses 180 degrees and has a hole or other parts", "what is inside would be unclear",
                   "cut it at 180 degrees into parts, for example with ogr2ogr -wrapdateline");
      area.rings.push_back(unwrapped(ring));
    }
    areas.push_back(std::move(area));
  });
  return areas;
}

std::vector<std::filesystem::path> files_of_dataset(const std::filesystem::path& file) {
  register_drivers();
  const CapturedErrors errors;
  const Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_RASTER | GDAL_OF_READONLY));
  std::vector<std::filesystem::path> files{file};
  if (!dataset) return files;
  const CPLStringList names(dataset->GetFileList());
  for (int i = 0; i < names.size(); ++i)
    // GDAL leaves statistics beside a raster when someone asks for them; they say nothing new.
    if (file != names[i] && !std::string_view(names[i]).ends_with(".aux.xml")) files.emplace_back(names[i]);
  return files;
}

}  // namespace kaitei::geo

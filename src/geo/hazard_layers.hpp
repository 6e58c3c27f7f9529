// Lines along which, and areas within which, something strikes, with their weights.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace kaitei::geo {

using Line = std::vector<network::Position>;

// A row of a layer of lines: one line, or several.
struct LineFeature {
  std::vector<Line> lines;
  std::string id;  // of the column `id`, or the row's number
  double weight = 1;
};

// Every row of the file, with the weight that the attribute gives (1 if it is ""). Throws DataError as read_shapes does,
// and for a weight that is no number of at least 0, and weights that are all 0.
std::vector<LineFeature> read_line_features(const std::filesystem::path&, const std::string& weight);

// What lies in an odd number of rings: polygons, with holes or several. Edges are straight in longitude and latitude (RFC
// 7946), and longitudes run on where a ring crosses 180 degrees.
struct Area {
  std::vector<Line> rings;
  double weight = 1;

  // Whether the line, or the point if it is one, straight in longitude and latitude, lies in the area or meets its edge.
  bool touches(std::span<const network::Position> line) const;
};

// As read_line_features, of polygons. DataError also for one of several rings of which one crosses 180 degrees: what is
// inside would be unclear.
std::vector<Area> read_areas(const std::filesystem::path&, const std::string& weight);

// The file and those beside it that GDAL reads with it: a shapefile's table, say. The file alone if it cannot be opened.
std::vector<std::filesystem::path> files_of_dataset(const std::filesystem::path&);

}  // namespace kaitei::geo

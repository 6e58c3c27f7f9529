// A coast made of polygons of land, and how far a place lies from it. Private to geo.
#pragma once

#include <filesystem>

#include "geo/drawn_lines.hpp"

namespace kaitei::geo {

class Coastline {
 public:
  // Every polygon of every layer. Throws DataError if the file cannot be read or holds none.
  explicit Coastline(const std::filesystem::path&);

  // To the nearest shore, whether from land or from sea.
  double distance_km_from(const network::Position&) const;

 private:
  DrawnLines shores_;
};

}  // namespace kaitei::geo

// A coast made of polygons of land, and how far a place lies from it. Private to geo.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "geo/drawn_lines.hpp"

namespace kaitei::geo {

class Coastline {
 public:
  // Every polygon of every layer. A text field `country` says whose it is; without one it is anybody's. Throws DataError if
  // the file cannot be read or holds none.
  explicit Coastline(const std::filesystem::path&);

  // To the nearest shore of the country, or of nobody in particular, whether from land or from sea; of any shore if the
  // country is empty. None if there is no such shore.
  std::optional<double> distance_km_from(const network::Position&, const std::string& country) const;

 private:
  std::map<std::string, DrawnLines> shores_;  // by country, anybody's under ""
};

}  // namespace kaitei::geo

// The coast, where ships run aground.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "scenario/sphere.hpp"
#include "scenario/track.hpp"

namespace kaitei::scenario {

// Polygons of land, their edges great circles; an island's lake is water. The north pole has to lie in water.
class Land {
 public:
  // Throws DataError for a layer that cannot be read, or is not of polygons.
  explicit Land(const std::filesystem::path&);

  bool holds(Vec3 place) const;
  // Where the middle line of a track first meets the coast; nothing if it does not.
  std::optional<Vec3> first_coast(const Track&) const;

 private:
  std::vector<Path> coast_;  // short pieces of the rings
};

}  // namespace kaitei::scenario

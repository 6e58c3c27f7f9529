// Lines and areas of a vector file that is no network: zones, canyons, tracks, corridors.
#pragma once

#include <filesystem>

#include "geo/row.hpp"

namespace kaitei::geo {

// Every feature of the file's only layer, in WGS84 degrees, longitudes in (-180, 180] as the file has them. Throws DataError
// if the file is missing, cannot be read, has several layers, no features, or coordinates without a coordinate system, and
// for a feature whose geometry is not of the kind asked for.
Table read_shapes(const std::filesystem::path&, GeometryKind);

}  // namespace kaitei::geo

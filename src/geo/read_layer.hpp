// From an OGR layer to plain rows with WGS84 positions. Private to geo.
#pragma once

#include "geo/gdal_support.hpp"
#include "geo/row.hpp"

namespace kaitei::geo {

// Reads every feature. Throws DataError if the layer cannot be read to its end, has coordinates without a coordinate
// system (GeoJSON and CSV excepted: theirs is WGS84), or holds text that is not UTF-8.
Table read_layer(GDALDataset&, OGRLayer&, const std::string& layer, const std::string& file, const CapturedErrors&);

}  // namespace kaitei::geo

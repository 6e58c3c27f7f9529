// Reads a network from GIS layers; docs/network-format.md says what each layer and column means.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "network/dates.hpp"
#include "network/network.hpp"

namespace kaitei::geo {

struct LoadOptions {
  double snap_tolerance_km = 1.0;  // how far a line's end may lie from its node
  bool include_planned = false;
  std::optional<network::Day> as_of;  // the network of that day, whatever the systems' status; not with include_planned
};

// What had to be changed to make a row usable.
struct Repair {
  std::string layer, feature, what;
};

struct LoadedNetwork {
  network::Network network;
  std::vector<Repair> repairs;
  std::vector<std::filesystem::path> files;  // all that were read, sorted
};

// `source` is a folder with one file per layer (nodes.csv, segments.geojson, ... in any vector format of GDAL) or one
// file with layers of those names, such as a GeoPackage. Retired systems, and planned ones unless included, are left
// out with all that depends on them; with as_of, those not in service on that day (network/dates.hpp), and each system
// whose dates leave that open is noted among the repairs. Throws DataError, naming layer, row and remedy, for what cannot be repaired.
// Writes nothing to stderr and may be called from several threads.
LoadedNetwork load_network(const std::filesystem::path& source, const LoadOptions&);

}  // namespace kaitei::geo

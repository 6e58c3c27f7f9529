// Writes a network so that load_network() reads it back.
#pragma once

#include <filesystem>

#include "network/network.hpp"

namespace kaitei::geo {

enum class LayerFormat { geopackage, geojson };

// GeoPackage: a table for each layer, and one called "about" with name, version, licence and attribution. GeoJSON: one
// feature collection whose features say in "layer" what they are, coordinates good to 1e-12 degrees; rows that lie nowhere
// have a null geometry. Lines are cut at the antimeridian, as RFC 7946 asks, which adds a vertex there. Replaces the file, at once and whole. Throws
// DataError for a node without coordinates, RunError if the file cannot be written.
void write_layers(const network::Network&, const std::filesystem::path& file, LayerFormat);

}  // namespace kaitei::geo

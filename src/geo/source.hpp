// What load_network() reads, whatever it is made of: the rows of its layers. Private to geo.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "geo/cable_map.hpp"
#include "geo/load_network.hpp"
#include "geo/row.hpp"

namespace kaitei::geo {

struct Source {
  std::string name, version, licence, attribution;
  std::map<std::string, Table> layers;  // by name; nodes and segments are always there
  std::vector<Repair> repairs;          // made before a row was read
  std::vector<Repair> warnings;         // of the libraries that read it
  std::vector<std::filesystem::path> files;
};

// A folder or file of layers, a folder with a user's copy of TeleGeography's map, or a graph file. Throws DataError.
Source read_source(const std::filesystem::path&);
// A copy of the map that is at hand.
void add_map_layers(const CableMap&, const CableMapFiles&, Source&);

// The network that the rows describe. Throws DataError, naming layer, row and remedy, for what cannot be repaired.
LoadedNetwork assemble(Source, const LoadOptions&);

}  // namespace kaitei::geo

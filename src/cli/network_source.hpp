// What the commands that read a network ask for it, and the network.
#pragma once

#include <filesystem>
#include <string>

#include "geo/load_network.hpp"

namespace kaitei::cli {

struct NetworkSource {
  std::filesystem::path path;
  bool include_planned = false, anonymise = false;
  std::string as_of;  // a day, 2023-02-01; empty: by status
  double snap_tolerance_km = 1.0;
};

// The network; without names, places and the list of repairs if it is to be anonymised, differently on each call. Throws
// UsageError for what is not there or no day, DataError for what cannot be read.
geo::LoadedNetwork load(const NetworkSource&);

}  // namespace kaitei::cli

// What `kaitei inspect` prints: a network's facts, for people or for machines.
#pragma once

#include <string>

#include "geo/load_network.hpp"

namespace kaitei::cli {

// A text for a terminal of 100 columns or more, or the same facts as one JSON object. Ends with a line break. `as_of` is
// the day that the network was loaded for, or empty.
std::string describe_network(const geo::LoadedNetwork&, const std::string& as_of, bool json);

}  // namespace kaitei::cli

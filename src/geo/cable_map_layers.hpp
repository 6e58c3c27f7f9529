// A map's cables, split, as the rows that a folder of layers would have given. Private to geo.
#pragma once

#include "geo/cable_map.hpp"
#include "geo/row.hpp"
#include "geo/split_cable.hpp"

namespace kaitei::geo {

struct CableLayers {
  Table nodes{"nodes", {}}, systems{"systems", {}}, segments{"segments", {}}, terminals{"terminals", {}};
  std::vector<Repair> repairs;  // at least one line for each cable: what it was split into, and all that was amiss
};

// Adds one cable. Its segments are "<cable>:<node>--<node>", parallels "#2", "#3", ...; branching units "<cable>:<place>",
// so that neither depends on the order of the map's rows. A stated length is shared out over the segments in proportion
// to what is drawn, unless it is less than half or more than twice that. Landings of a cable without details are those
// that its lines touch.
void add_cable(const CableMap&, const MapCable&, const SplitTolerances&, const CableMapFiles&, CableLayers&);

// Every cable, the landings, and a terminal set for each country that has some.
CableLayers layers_of(const CableMap&, const SplitTolerances&, const CableMapFiles&);

// "2012 August" -> "2012-08", "2023 Q1" -> "2023-03" (in service by then), "2019" -> "2019"; "" for anything else.
std::string iso_date(const std::string&);
// "45,000 km" -> 45000; nothing for anything else.
std::optional<double> length_in_km(const std::string&);
// "Telkom, Example, Inc." -> {"Telkom", "Example, Inc."}
std::vector<std::string> owner_names(const std::string&);
// The licence that the folder's licence file names, or words that say that none is stated.
std::string map_licence(const CableMapFiles&);

}  // namespace kaitei::geo

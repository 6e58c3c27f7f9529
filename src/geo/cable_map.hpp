// The shape of TeleGeography's Submarine Cable Map: cable-geo.json (lines), landing-point-geo.json (points), both
// GeoJSON, and a list of cable details. A user's own copy; nothing of it comes with this project.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "geo/load_network.hpp"
#include "network/network.hpp"

namespace kaitei::geo {

using Line = std::vector<network::Position>;

struct MapLanding {
  std::string id, name, country;  // country: "" where neither the details nor the name tell
  network::Position position;
};

struct MapCable {
  std::string id, name;
  std::size_t features = 0;  // of this id in cable-geo.json
  std::vector<Line> pieces;
  // From the details; a cable without them has no landings listed.
  bool has_details = false, planned = false;
  std::string rfs, length, owners, suppliers;  // as written: "2012 August", "45,000 km", names between commas
  std::vector<std::string> landings;
};

struct CableMap {
  std::map<std::string, MapCable> cables;      // by id
  std::map<std::string, MapLanding> landings;  // by id
  std::vector<Repair> repairs;
};

// The files of a folder that make it such a map.
struct CableMapFiles {
  std::filesystem::path cables, landings;
  std::vector<std::filesystem::path> details;  // may be none
  std::filesystem::path licence;               // empty if there is none
};

// Nothing unless the folder holds cable-geo.json. Throws DataError if landing-point-geo.json is then missing. Details are
// cables-detail.json, cable-details.json or all-cables.json, or one file a cable in a folder cable/.
std::optional<CableMapFiles> find_cable_map(const std::filesystem::path& source);

// Repeated rows that agree are taken once and reported. Throws DataError for what is no such map: a file that is not
// JSON, a feature without an id, coordinates that are no numbers or out of range, rows of one id that contradict.
CableMap read_cable_map(const CableMapFiles&);
// The same from JSON at hand: two feature collections and a list of details.
CableMap read_cable_map(const nlohmann::json& cables, const nlohmann::json& landings, const nlohmann::json& details,
                        const CableMapFiles& names);

}  // namespace kaitei::geo

#include "geo/cable_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "errors.hpp"
#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using network::Position;
using nlohmann::json;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& feature, const std::string& wrong,
                         const std::string& why, const std::string& what_to_do) {
  throw DataError(fmt::format("{}: {}: {} ({}); {}", file.string(), feature, wrong, why, what_to_do));
}

json parse(const std::filesystem::path& file) {
  std::ifstream stream(file);
  try {
    return json::parse(stream);
  } catch (const json::exception& error) {
    throw DataError(fmt::format("{} is not whole JSON ({}); replace it by a whole copy", file.string(), error.what()));
  }
}

// "" where the member is absent, null or no text.
std::string text(const json& object, const char* member) {
  if (!object.is_object()) return {};
  const auto found = object.find(member);
  if (found == object.end()) return {};
  if (found->is_number_integer()) return fmt::format("{}", found->get<long long>());
  return found->is_string() ? found->get<std::string>() : std::string();
}

std::string required_id(const json& object, const std::filesystem::path& file, std::size_t number) {
  std::string id = text(object, "id");
  const std::string feature = fmt::format("feature {}", number);
  if (id.empty()) refuse(file, feature, "no id", "cables and landings are told apart by it", "give it one");
  if (id.find(';') != std::string::npos) {
    refuse(file, feature, fmt::format("id \"{}\" holds a semicolon", id), "lists of ids are separated by them", "rename it");
  }
  return id;
}

const json& features(const json& collection, const std::filesystem::path& file) {
  const auto found = collection.is_object() ? collection.find("features") : collection.end();
  if (!collection.is_object() || found == collection.end() || !found->is_array()) {
    throw DataError(fmt::format("{} is no GeoJSON feature collection (cables and landings are its features); replace it",
                                file.string()));
  }
  return *found;
}

const json& member(const json& feature, const char* name) {
  static const json nothing;
  const auto found = feature.is_object() ? feature.find(name) : feature.end();
  return !feature.is_object() || found == feature.end() ? nothing : *found;
}

Position position(const json& coordinates, const std::filesystem::path& file, const std::string& id) {
  const bool is_pair = coordinates.is_array() && coordinates.size() >= 2 && coordinates[0].is_number() &&
                       coordinates[1].is_number();
  if (!is_pair) refuse(file, id, "a position that is no pair of numbers", "it is nowhere on Earth", "correct it");
  const double longitude = coordinates[0], latitude = coordinates[1];
  if (!(std::abs(longitude) <= 360) || !(std::abs(latitude) <= 90)) {
    refuse(file, id, fmt::format("position {}, {} is out of range", longitude, latitude),
           "longitude and latitude are in degrees", "correct it");
  }
  return {wrap_longitude(longitude), latitude};
}

Line line(const json& coordinates, const std::filesystem::path& file, const std::string& id) {
  if (!coordinates.is_array()) refuse(file, id, "a line without positions", "a cable is a line", "correct it");
  Line result;
  for (const json& each : coordinates) result.push_back(position(each, file, id));
  return result;
}

class Reader {
 public:
  explicit Reader(const CableMapFiles& files) : files_(files) {}

  void read_cables(const json& collection) {
    std::size_t number = 0;
    for (const json& feature : features(collection, files_.cables)) {
      const json& properties = member(feature, "properties");
      const std::string id = required_id(properties, files_.cables, ++number);
      MapCable& cable = cable_of(id);
      if (const std::string name = text(properties, "name"); !name.empty()) cable.name = std::min(name, cable.features ? cable.name : name);
      ++cable.features;
      const json& geometry = member(feature, "geometry");
      const json& coordinates = member(geometry, "coordinates");
      const std::string type = text(geometry, "type");
      if (type == "LineString") {
        cable.pieces.push_back(line(coordinates, files_.cables, id));
      } else if (type == "MultiLineString" && coordinates.is_array()) {
        for (const json& piece : coordinates) cable.pieces.push_back(line(piece, files_.cables, id));
      } else if (!geometry.is_null()) {
        refuse(files_.cables, id, fmt::format("a {} for a cable", type.empty() ? "geometry without a type" : type),
               "a cable is a line", "draw it as a LineString or MultiLineString");
      }
    }
  }

  void read_landings(const json& collection) {
    std::size_t number = 0;
    for (const json& feature : features(collection, files_.landings)) {
      const json& properties = member(feature, "properties");
      MapLanding landing;
      landing.id = required_id(properties, files_.landings, ++number);
      landing.name = text(properties, "name");
      if (landing.name.empty()) landing.name = landing.id;
      landing.position = position(member(member(feature, "geometry"), "coordinates"), files_.landings, landing.id);
      const auto [known, added] = map_.landings.try_emplace(landing.id, landing);
      if (added) continue;
      if (distance_km(known->second.position, landing.position) > 0) {
        refuse(files_.landings, landing.id, "two places under one id", "cables could land at either", "keep one");
      }
      map_.repairs.push_back({"nodes", landing.id, "landing point that stands in the file twice taken once"});
    }
  }

  void read_details(const json& list, const std::filesystem::path& file) {
    if (!list.is_array()) {
      throw DataError(fmt::format("{} is no list of cables (each with id, landing_points, length, rfs); replace or remove it",
                                  file.string()));
    }
    std::size_t number = 0;
    for (const json& row : list) {
      const std::string id = required_id(row, file, ++number);
      const auto [first, added] = details_.try_emplace(id, row);
      if (!added) {
        if (first->second != row) refuse(file, id, "two rows that differ under one id", "either could be meant", "keep one");
        map_.repairs.push_back({"systems", id, "details that stand in the file twice taken once"});
        continue;
      }
      MapCable& cable = cable_of(id);
      cable.has_details = true;
      if (const std::string name = text(row, "name"); !name.empty()) cable.name = name;
      cable.rfs = text(row, "rfs");
      if (cable.rfs.empty()) cable.rfs = text(row, "rfs_year");
      cable.length = text(row, "length");
      cable.owners = text(row, "owners");
      cable.suppliers = text(row, "suppliers");
      cable.planned = member(row, "is_planned") == true;
      const json& points = member(row, "landing_points");
      if (!points.is_array()) continue;
      for (const json& point : points) {
        const std::string landing = text(point, "id");
        if (landing.empty()) refuse(file, id, "a landing point without an id", "nothing says where it is", "give it one");
        cable.landings.push_back(landing);
        if (const std::string country = text(point, "country"); !country.empty()) countries_[landing] = country;
      }
      std::sort(cable.landings.begin(), cable.landings.end());
      cable.landings.erase(std::unique(cable.landings.begin(), cable.landings.end()), cable.landings.end());
    }
  }

  CableMap take() {
    std::set<std::string> known;
    for (const auto& [landing, country] : countries_) known.insert(country);
    for (auto& [id, landing] : map_.landings) {
      const auto stated = countries_.find(id);
      landing.country = stated != countries_.end() ? stated->second : country_in(landing.name, known);
    }
    return std::move(map_);
  }

 private:
  MapCable& cable_of(const std::string& id) {
    MapCable& cable = map_.cables[id];
    if (cable.id.empty()) cable.id = cable.name = id;
    return cable;
  }

  // "Muanda, Congo, Dem. Rep.": the longest country known that ends the name, else what follows its last comma.
  static std::string country_in(const std::string& name, const std::set<std::string>& known) {
    std::string found;
    for (const std::string& country : known) {
      if (name.ends_with(", " + country) && country.size() > found.size()) found = country;
    }
    const std::size_t comma = name.rfind(", ");
    return !found.empty() || comma == std::string::npos ? found : name.substr(comma + 2);
  }

  const CableMapFiles& files_;
  CableMap map_;
  std::map<std::string, json> details_;
  std::map<std::string, std::string> countries_;  // by landing
};

}  // namespace

std::optional<CableMapFiles> find_cable_map(const std::filesystem::path& source) {
  if (!std::filesystem::is_regular_file(source / "cable-geo.json")) return std::nullopt;
  CableMapFiles files{.cables = source / "cable-geo.json", .landings = source / "landing-point-geo.json"};
  if (!std::filesystem::exists(files.landings)) {
    throw DataError(fmt::format("{} has cable-geo.json but no landing-point-geo.json (nothing says where the cables land); "
                                "add it", source.string()));
  }
  for (const char* name : {"cables-detail.json", "cable-details.json", "all-cables.json"}) {
    if (files.details.empty() && std::filesystem::exists(source / name)) files.details = {source / name};
  }
  if (files.details.empty() && std::filesystem::is_directory(source / "cable")) {
    for (const auto& entry : std::filesystem::directory_iterator(source / "cable")) {
      if (entry.path().extension() == ".json") files.details.push_back(entry.path());
    }
    std::sort(files.details.begin(), files.details.end());
  }
  for (const char* name : {"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt"}) {
    if (files.licence.empty() && std::filesystem::exists(source / name)) files.licence = source / name;
  }
  return files;
}

CableMap read_cable_map(const CableMapFiles& files) {
  json details = json::array();
  for (const std::filesystem::path& file : files.details) {
    json rows = parse(file);
    if (files.details.size() == 1 && rows.is_array()) {
      details = std::move(rows);
    } else {
      details.push_back(std::move(rows));
    }
  }
  return read_cable_map(parse(files.cables), parse(files.landings), details, files);
}

CableMap read_cable_map(const json& cables, const json& landings, const json& details, const CableMapFiles& names) {
  Reader reader(names);
  reader.read_cables(cables);
  reader.read_landings(landings);
  reader.read_details(details, names.details.empty() ? "details" : names.details.front());
  return reader.take();
}

}  // namespace kaitei::geo

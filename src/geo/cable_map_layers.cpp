#include "geo/cable_map_layers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "geo/country_sets.hpp"
#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using network::Position;
using network::SegmentRole;

constexpr const char* map_source = "TeleGeography Submarine Cable Map, user's copy";

Row row(const std::filesystem::path& file, const Table& table, std::map<std::string, std::string> values, std::string_view confidence) {
  values["source"] = map_source;
  values["confidence"] = confidence;
  Row made;
  made.file = file.string();
  made.layer = table.layer;
  made.number = table.rows.size() + 1;
  made.values = std::move(values);
  return made;
}

Geometry point(const Position& position) { return {GeometryKind::point, "Point", {{position}}}; }

std::string joint_id(const std::string& cable, const Position& position) {
  return fmt::format("{}:{:.3f}{}{:.3f}{}", cable, std::abs(position.longitude), position.longitude < 0 ? 'W' : 'E',
                     std::abs(position.latitude), position.latitude < 0 ? 'S' : 'N');
}

class CableWriter {
 public:
  CableWriter(const CableMap& map, const MapCable& cable, const SplitTolerances& tolerances, const CableMapFiles& files,
              CableLayers& layers)
      : map_(map), cable_(cable), files_(files), layers_(layers) {
    find_landings(tolerances);
    split_ = split_cable(cable.pieces, landings_, tolerances);
  }

  void write() {
    write_system();
    write_joints();
    const double scale = length_scale();
    write_segments(scale);
    report(scale);
  }

 private:
  void note(const std::string& what) { layers_.repairs.push_back({"systems", cable_.id, what}); }

  void find_landings(const SplitTolerances& tolerances) {
    if (!cable_.has_details) {
      for (const auto& [id, landing] : map_.landings) {
        if (is_touched(landing.position, tolerances.snap_km)) landings_[id] = landing.position;
      }
      note("no details: landings are those its lines touch; dates, length and owners unknown");
      return;
    }
    for (const std::string& id : cable_.landings) {
      const auto landing = map_.landings.find(id);
      if (landing == map_.landings.end()) {
        note(fmt::format("landing {} has no place on the map; left out", id));
      } else {
        landings_[id] = landing->second.position;
      }
    }
  }

  bool is_touched(const Position& position, double within_km) const {
    return std::any_of(cable_.pieces.begin(), cable_.pieces.end(), [&](const Line& piece) {
      return std::any_of(piece.begin(), piece.end(), [&](const Position& vertex) {
        return std::abs(vertex.latitude - position.latitude) < 1 && distance_km(vertex, position) <= within_km;
      });
    });
  }

  void write_system() {
    const std::optional<double> length = length_in_km(cable_.length);
    layers_.systems.rows.push_back(row(files_.cables, layers_.systems,
                                       {{"id", cable_.id},
                                        {"name", cable_.name},
                                        {"owners", fmt::format("{}", fmt::join(owner_names(cable_.owners), ";"))},
                                        {"suppliers", fmt::format("{}", fmt::join(owner_names(cable_.suppliers), ";"))},
                                        {"status", cable_.planned ? "planned" : "in_service"},
                                        {"rfs", iso_date(cable_.rfs)},
                                        {"length_km", length ? fmt::format("{}", *length) : ""}},
                                       "B"));
  }

  void write_joints() {
    std::map<std::string, std::size_t> uses;
    for (const SplitNode& node : split_.nodes) {
      if (!node.landing.empty()) {
        ids_.push_back(node.landing);
        continue;
      }
      std::string id = joint_id(cable_.id, node.position);
      if (const std::size_t number = ++uses[id]; number > 1) id += fmt::format("#{}", number);
      ids_.push_back(id);
      Row made = row(files_.cables, layers_.nodes, {{"id", id}, {"kind", "branching_unit"}}, "C");
      made.geometry = point(node.position);
      layers_.nodes.rows.push_back(std::move(made));
    }
  }

  double drawn_km() const {
    double drawn = 0;
    for (const SplitSegment& segment : split_.segments) drawn += line_length_km(segment.line);
    return drawn;
  }

  // How much longer than drawn a segment is; 0 where the map does not tell.
  double length_scale() const {
    const std::optional<double> stated = length_in_km(cable_.length);
    const double drawn = drawn_km();
    if (!stated || drawn == 0) return 0;
    const double scale = *stated / drawn;
    return scale >= 0.5 && scale <= 2 ? scale : 0;
  }

  void write_segments(double scale) {
    std::map<std::string, std::size_t> uses;
    for (const SplitSegment& segment : split_.segments) {
      std::string id = fmt::format("{}:{}--{}", cable_.id, short_id(segment.from), short_id(segment.to));
      if (const std::size_t number = ++uses[id]; number > 1) id += fmt::format("#{}", number);
      Row made = row(files_.cables, layers_.segments,
                     {{"id", id},
                      {"system", cable_.id},
                      {"from", ids_[segment.from]},
                      {"to", ids_[segment.to]},
                      {"role", segment.role == SegmentRole::branch ? "branch" : "trunk"},
                      {"length_km", scale > 0 ? fmt::format("{}", scale * line_length_km(segment.line)) : ""},
                      {"length_basis", scale > 0 ? "scaled" : ""}},
                     "C");
      made.geometry = {GeometryKind::line, "LineString", {segment.line}};
      layers_.segments.rows.push_back(std::move(made));
    }
  }

  // A joint's id begins with the cable's, which the segment's id need not repeat.
  std::string short_id(std::size_t node) const {
    return split_.nodes[node].landing.empty() ? ids_[node].substr(cable_.id.size() + 1) : ids_[node];
  }

  void report(double scale) {
    const std::size_t joints = static_cast<std::size_t>(std::count_if(
        split_.nodes.begin(), split_.nodes.end(), [](const SplitNode& node) { return node.landing.empty(); }));
    std::string text = fmt::format("{} pieces in {} features split into {} segments at {} landings and {} branching units",
                                   cable_.pieces.size(), cable_.features, split_.segments.size(),
                                   split_.nodes.size() - joints, joints);
    if (scale > 0) {
      text += fmt::format("; lengths scaled by {:.3f} to the stated {}", scale, cable_.length);
    } else if (!cable_.length.empty() && !split_.segments.empty()) {
      text += fmt::format("; lengths as drawn, {:.0f} km, the stated {} being too far off", drawn_km(), cable_.length);
    } else {
      text += "; lengths as drawn";
    }
    note(text);
    if (cable_.features == 0) note("not drawn on the map; it has no segments");
    if (!cable_.rfs.empty() && iso_date(cable_.rfs).empty()) note(fmt::format("date \"{}\" not understood; taken as unknown", cable_.rfs));
    for (const std::string& what : split_.notes) note(what);
    if (const std::size_t parts = pieces_apart(); parts > 1) note(fmt::format("drawn in {} parts that nothing joins", parts));
  }

  std::size_t pieces_apart() const {
    std::vector<std::size_t> part(split_.nodes.size());
    for (std::size_t i = 0; i < part.size(); ++i) part[i] = i;
    const auto find = [&](std::size_t node) {
      while (part[node] != node) node = part[node] = part[part[node]];
      return node;
    };
    for (const SplitSegment& segment : split_.segments) part[find(segment.from)] = find(segment.to);
    std::set<std::size_t> parts;
    for (const SplitSegment& segment : split_.segments) parts.insert(find(segment.from));
    return parts.size();
  }

  const CableMap& map_;
  const MapCable& cable_;
  const CableMapFiles& files_;
  CableLayers& layers_;
  std::map<std::string, Position> landings_;
  SplitCable split_;
  std::vector<std::string> ids_;  // of the split's nodes
};

void add_landings(const CableMap& map, const CableMapFiles& files, CableLayers& layers) {
  std::set<std::string> used;
  for (const auto& [id, cable] : map.cables) used.insert(cable.landings.begin(), cable.landings.end());
  for (const Row& segment : layers.segments.rows) used.insert({segment.text("from"), segment.text("to")});
  for (const auto& [id, landing] : map.landings) {
    if (!used.contains(id)) {
      layers.repairs.push_back({"nodes", id, "landing point of no cable left out"});
      continue;
    }
    Row made = row(files.landings, layers.nodes,
                   {{"id", id}, {"kind", "station"}, {"name", landing.name}, {"country", landing.country}}, "B");
    made.geometry = point(landing.position);
    layers.nodes.rows.push_back(std::move(made));
    if (const std::string set = country_set_name(landing.country); !set.empty()) {
      layers.terminals.rows.push_back(row(files.landings, layers.terminals, {{"set", set}, {"node", id}}, "B"));
    }
  }
}

}  // namespace

void add_cable(const CableMap& map, const MapCable& cable, const SplitTolerances& tolerances, const CableMapFiles& files,
               CableLayers& layers) {
  CableWriter(map, cable, tolerances, files, layers).write();
}

CableLayers layers_of(const CableMap& map, const SplitTolerances& tolerances, const CableMapFiles& files) {
  CableLayers layers;
  layers.repairs = map.repairs;
  for (const auto& [id, cable] : map.cables) add_cable(map, cable, tolerances, files, layers);
  add_landings(map, files, layers);
  return layers;
}

}  // namespace kaitei::geo

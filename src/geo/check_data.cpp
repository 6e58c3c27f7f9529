#include "geo/check_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "errors.hpp"
#include "geo/coastline.hpp"
#include "geo/gdal_support.hpp"
#include "geo/geodesic.hpp"
#include "geo/source.hpp"

namespace kaitei::geo {
namespace {

using network::Network;
using network::Segment;

constexpr std::size_t most_faults = 200;  // each refused row costs another load

class Checker {
 public:
  explicit Checker(const std::filesystem::path& path) : source_(read_source(path)) {
    source_.repairs.clear();
    if (const auto systems = source_.layers.find("systems"); systems != source_.layers.end()) {
      for (Row& row : systems->second.rows) {
        if (row.text("status") == "retired" || row.text("status") == "planned") row.values["status"] = "in_service";
      }
    }
  }

  std::vector<std::string> run(const std::optional<std::filesystem::path>& coastline) {
    if (source_.licence.empty()) {
      fault("no licence is stated (nobody may use the data without one); name it in datapackage.json");
    }
    check_evidence();
    if (const std::optional<Network> network = load()) {
      check_lines(*network);
      if (coastline) check_coast(*network, Coastline(*coastline));
    }
    return std::move(faults_);
  }

 private:
  void fault(std::string text) { faults_.push_back(std::move(text)); }
  void fault(std::string_view layer, std::string_view id, std::string_view text) { fault(fmt::format("{} {}: {}", layer, id, text)); }

  void check_evidence() {
    for (const auto& [layer, table] : source_.layers) {
      if (layer == "terminals") continue;
      for (const Row& row : table.rows) {
        for (const char* column : {"source", "confidence"}) {
          if (row.text(column).empty()) fault(layer, row.feature(), fmt::format("no {} (a fact cannot be checked without); fill it in", column));
        }
      }
    }
  }

  std::optional<Network> load() {
    while (faults_.size() < most_faults) {
      try {
        LoadedNetwork loaded = assemble(source_, {.include_planned = true});
        for (const Repair& repair : loaded.repairs) fault(repair.layer, repair.feature, "mended on loading: " + repair.what);
        return std::move(loaded.network);
      } catch (const RowError& error) {
        if (!names_removed(error)) fault(error.what());
        remove(error);
      }
    }
    fault(fmt::format("more than {} faults; the rest is not looked for", most_faults));
    return std::nullopt;
  }

  bool names_removed(const RowError& error) const {
    constexpr std::array references{"from", "to", "node", "end_a", "end_b", "system", "segments"};
    const Row& row = row_of(error);
    return std::any_of(references.begin(), references.end(), [&](const char* column) {
      const std::vector<std::string> ids = row.list(column);
      return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return removed_.contains(id); });
    });
  }

  const Row& row_of(const RowError& error) const {
    const std::vector<Row>& rows = source_.layers.at(error.layer).rows;
    return *std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.number == error.row; });
  }

  void remove(const RowError& error) {
    std::vector<Row>& rows = source_.layers.at(error.layer).rows;
    const std::string id = row_of(error).text("id");
    std::erase_if(rows, [&](const Row& row) { return row.number == error.row; });
    const bool stands_twice = std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.text("id") == id; });
    if (!id.empty() && !stands_twice) removed_.insert(id);
  }

  void check_lines(const Network& network) {
    using Key = std::pair<std::uint32_t, std::vector<std::pair<double, double>>>;
    std::map<Key, std::string> drawn;
    for (const Segment& segment : network.segments) {
      if (!is_simple(segment)) fault("segments", segment.id, "its line crosses itself (a cable does not); draw it anew");
      Key key{segment.system.value, {}};
      for (const network::Position& p : segment.line) key.second.emplace_back(p.longitude, p.latitude);
      if (key.second.back() < key.second.front()) std::reverse(key.second.begin(), key.second.end());
      const auto [first, added] = drawn.try_emplace(std::move(key), segment.id);
      if (!added) fault("segments", segment.id, fmt::format("drawn on the line of {} (one cable would count twice); remove one or draw both", first->second));
    }
  }

  static bool is_simple(const Segment& segment) {
    OGRLineString line;
    double longitude = segment.line.front().longitude;
    for (const network::Position& position : segment.line) {
      longitude += wrap_longitude(position.longitude - longitude);
      line.addPoint(longitude, position.latitude);
    }
    return line.IsSimple();
  }

  void check_coast(const Network& network, const Coastline& coastline) {
    constexpr double farthest_km = 10;
    std::map<std::string, double> stated;
    for (const Row& row : source_.layers.at("nodes").rows) stated[row.text("id")] = row.not_negative("position_error_km").value_or(0);
    for (const network::Node& node : network.nodes) {
      if (node.kind != network::NodeKind::station) continue;
      const std::optional<double> off_km = coastline.distance_km_from(node.position, node.country);
      const double allowed = std::max(farthest_km, stated[node.id]);
      const std::string whose = node.country.empty() ? "" : fmt::format(" of {}", node.country);
      if (!off_km) {
        fault("nodes", node.id, fmt::format("the coastline has no shore{} (its position cannot be checked); correct the country, or give a coastline that has it", whose));
      } else if (*off_km > allowed) {
        fault("nodes", node.id, fmt::format("{:.0f} km from the coast{} (a landing station stands within {:.0f} km of it); correct its position", *off_km, whose, allowed));
      }
    }
  }

  Source source_;
  std::set<std::string> removed_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> check_data(const std::filesystem::path& source, const std::optional<std::filesystem::path>& coastline) {
  return Checker(source).run(coastline);
}

}  // namespace kaitei::geo

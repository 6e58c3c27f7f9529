// Where the layers of a network stand: one file each in a folder, or all in one file: as layers of their own, or in one
// whose rows say in a column "layer" what they are.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/row.hpp"

namespace kaitei::geo {

inline constexpr std::array layer_names{"nodes",          "systems", "segments",  "routes",
                                        "power_sections", "links",   "terminals", "weights"};

class LayerFiles {
 public:
  // Throws DataError if the source is missing, or two files claim one layer.
  explicit LayerFiles(const std::filesystem::path& source);

  // The layer's rows, or nothing if there is no such layer. Throws DataError if it cannot be read.
  std::optional<Table> read(const std::string& layer);
  // The same for a layer that must be there.
  Table require(const std::string& layer);

  // Every file opened so far, with its sidecars, sorted.
  std::vector<std::filesystem::path> files() const;
  // What the readers warned of, by layer.
  const std::vector<std::pair<std::string, std::string>>& warnings() const { return warnings_; }

 private:
  std::optional<Table> read_mixed(const std::string& layer) const;

  std::filesystem::path source_;
  bool is_folder_ = false;
  std::map<std::string, std::filesystem::path> by_layer_;  // of a folder
  std::optional<Table> mixed_;                             // every row of a file with a column "layer"
  std::vector<std::filesystem::path> opened_;
  std::vector<std::pair<std::string, std::string>> warnings_;
};

}  // namespace kaitei::geo

// A band of a raster in longitude and latitude: depths, intensities.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "network/network.hpp"

namespace kaitei::geo {

// A band, in memory. Cells are rectangles between meridians and parallels; row 0 is the northernmost.
class Raster {
 public:
  // Throws DataError for a file that cannot be read, a band that is not there, no coordinate system or one that is not in
  // longitude and latitude, and a raster that is turned.
  Raster(const std::filesystem::path&, std::uint32_t band);

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  double west(std::size_t column) const { return west_ + static_cast<double>(column) * width_; }     // of its western edge
  double north(std::size_t row) const { return north_ - static_cast<double>(row) * height_; }        // of its northern edge
  double cell_width() const { return width_; }    // degrees
  double cell_height() const { return height_; }

  // Of the cell; nothing where the raster has no data. Scale and offset of the band are applied.
  std::optional<double> at(std::size_t row, std::size_t column) const;
  // Of the cell that holds the position; nothing outside of the raster. Additions, multiplications and floor alone.
  std::optional<double> at(const network::Position&) const;

 private:
  std::size_t rows_ = 0, columns_ = 0;
  double west_ = 0, north_ = 0, width_ = 0, height_ = 0;
  std::vector<double> values_;  // NaN: no data
};

}  // namespace kaitei::geo

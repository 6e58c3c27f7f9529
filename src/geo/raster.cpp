#include "geo/raster.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/gdal_support.hpp"

namespace kaitei::geo {

Raster::Raster(const std::filesystem::path& path, std::uint32_t number) {
  const std::string file = path.string();
  register_drivers();
  CapturedErrors errors;
  const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
  if (!dataset)
    throw DataError(fmt::format("{} cannot be opened as a raster ({}); check that it is whole and of a format that gdalinfo "
                                "--formats lists", file, errors.first_failure()));
  if (number < 1 || number > static_cast<std::uint32_t>(dataset->GetRasterCount()))
    throw DataError(fmt::format("{} has no band {} (it has {}); correct the scenario's band", file, number, dataset->GetRasterCount()));
  const OGRSpatialReference* system = dataset->GetSpatialRef();
  if (system == nullptr || !system->IsGeographic())
    throw DataError(fmt::format("{} is not in longitude and latitude ({}); reproject it, for example with gdalwarp -t_srs "
                                "EPSG:4326", file, system == nullptr ? "it has no coordinate system" : "it is projected"));
  std::array<double, 6> transform{};
  if (dataset->GetGeoTransform(transform.data()) != CE_None || transform[2] != 0 || transform[4] != 0 || transform[1] <= 0 ||
      transform[5] >= 0)
    throw DataError(fmt::format("{} does not lie north up (rows must follow parallels); warp it, for example with gdalwarp "
                                "-t_srs EPSG:4326", file));
  west_ = transform[0];
  width_ = transform[1];
  north_ = transform[3];
  height_ = -transform[5];
  columns_ = static_cast<std::size_t>(dataset->GetRasterXSize());
  rows_ = static_cast<std::size_t>(dataset->GetRasterYSize());
  GDALRasterBand& band = *dataset->GetRasterBand(static_cast<int>(number));
  values_.resize(rows_ * columns_);
  const auto width = static_cast<int>(columns_), height = static_cast<int>(rows_);
  if (band.RasterIO(GF_Read, 0, 0, width, height, values_.data(), width, height, GDT_Float64, 0, 0) != CE_None)
    throw DataError(fmt::format("{} cannot be read to its end ({}); replace the file by a whole one", file, errors.first_failure()));
  int has_none = 0;
  const double none = band.GetNoDataValue(&has_none), scale = band.GetScale(), offset = band.GetOffset();
  for (double& value : values_) {
    if (has_none != 0 && value == none) value = std::numeric_limits<double>::quiet_NaN();
    else value = value * scale + offset;
  }
}

std::optional<double> Raster::at(std::size_t row, std::size_t column) const {
  const double value = values_.at(row * columns_ + column);
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

std::optional<double> Raster::at(const network::Position& p) const {
  const double row = std::floor((north_ - p.latitude) / height_);
  double east = p.longitude - west_;
  east -= 360 * std::floor(east / 360);
  const double column = std::floor(east / width_);
  if (!(row >= 0 && row < static_cast<double>(rows_) && column < static_cast<double>(columns_))) return std::nullopt;
  return at(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
}

}  // namespace kaitei::geo

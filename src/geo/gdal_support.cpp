#include "geo/gdal_support.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <limits>
#include <mutex>
#include <sstream>

#include "errors.hpp"

namespace kaitei::geo {

CapturedErrors::CapturedErrors() { CPLPushErrorHandlerEx(&CapturedErrors::handle, this); }
CapturedErrors::~CapturedErrors() { CPLPopErrorHandler(); }

void CPL_STDCALL CapturedErrors::handle(CPLErr kind, CPLErrorNum, const char* message) {
  auto& self = *static_cast<CapturedErrors*>(CPLGetErrorHandlerUserData());
  if (kind == CE_Failure || kind == CE_Fatal) self.failures_.emplace_back(message);
  if (kind == CE_Warning) self.warnings_.emplace_back(message);
}

std::string CapturedErrors::first_failure() const {
  return failures_.empty() ? "GDAL gives no reason" : failures_.front();
}

namespace {

bool has_extension(const std::filesystem::path& path, const char* extension) {
  return EQUAL(path.extension().c_str(), extension);
}

}  // namespace

void register_drivers() {
  static std::once_flag registered;
  std::call_once(registered, [] { GDALAllRegister(); });
}

Dataset open_dataset(const std::filesystem::path& path) {
  register_drivers();
  // Every CSV column is text: what is a number is for the strict parser to say.
  const char* const csv_options[] = {"HEADERS=YES", "AUTODETECT_TYPE=NO", nullptr};
  return Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
                                   has_extension(path, ".csv") ? csv_options : nullptr, nullptr));
}

std::vector<std::string> vector_extensions() {
  register_drivers();
  std::vector<std::string> extensions;
  GDALDriverManager& manager = *GetGDALDriverManager();
  for (int i = 0; i < manager.GetDriverCount(); ++i) {
    GDALDriver& driver = *manager.GetDriver(i);
    const char* list = driver.GetMetadataItem(GDAL_DMD_EXTENSIONS);
    if (!list || !driver.GetMetadataItem(GDAL_DCAP_VECTOR)) continue;
    std::istringstream words{std::string(CPLString(list).tolower())};
    for (std::string extension; words >> extension;) {
      if (extension != "txt") extensions.push_back(extension);
    }
  }
  return extensions;
}

ToWgs84::ToWgs84(const OGRSpatialReference* layer_system, const std::string& file) {
  if (!layer_system) return;
  OGRSpatialReference from(*layer_system), to;
  from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  to.SetWellKnownGeogCS("WGS84");
  to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (from.IsSame(&to)) return;
  transformation_.reset(OGRCreateCoordinateTransformation(&from, &to));
  if (!transformation_) {
    throw DataError(fmt::format("{}: its coordinate system cannot be turned into WGS84 (positions are needed as "
                                "longitude and latitude); reproject it, for example with ogr2ogr -t_srs EPSG:4326",
                                file));
  }
}

void ToWgs84::operator()(std::vector<double>& x, std::vector<double>& y) const {
  if (!transformation_ || x.empty()) return;
  std::vector<int> success(x.size());
  transformation_->Transform(static_cast<int>(x.size()), x.data(), y.data(), nullptr, success.data());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!success[i]) x[i] = y[i] = std::numeric_limits<double>::infinity();
  }
}

}  // namespace kaitei::geo

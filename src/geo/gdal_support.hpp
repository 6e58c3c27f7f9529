// Owners for what GDAL lends, and its errors as text instead of lines on stderr. Private to geo.
#pragma once

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace kaitei::geo {

// While it lives, the errors and warnings of this thread's GDAL calls collect here. Make it before the dataset whose
// errors it collects, so that it outlives it.
class CapturedErrors {
 public:
  CapturedErrors();
  ~CapturedErrors();
  CapturedErrors(const CapturedErrors&) = delete;
  CapturedErrors& operator=(const CapturedErrors&) = delete;

  bool failed() const { return !failures_.empty(); }
  std::string first_failure() const;  // "GDAL gives no reason" if there was none
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  static void CPL_STDCALL handle(CPLErr, CPLErrorNum, const char* message);

  std::vector<std::string> failures_, warnings_;
};

struct DatasetCloser {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetCloser>;

// GDAL's drivers, once a process.
void register_drivers();

// Opens a vector file read-only; null if it cannot be opened, the reason being in the captured errors.
Dataset open_dataset(const std::filesystem::path&);

// File name extensions, in lower case, that some vector driver of this GDAL reads; not txt, which may be anything.
std::vector<std::string> vector_extensions();

// From a layer's coordinate system to WGS84 longitude and latitude in degrees, in that order.
class ToWgs84 {
 public:
  // No coordinate system: coordinates are WGS84 already. Throws DataError, naming the file, if PROJ knows no way.
  ToWgs84(const OGRSpatialReference* layer_system, const std::string& file);
  // In place; infinite where a position has no place on WGS84.
  void operator()(std::vector<double>& x, std::vector<double>& y) const;

 private:
  std::unique_ptr<OGRCoordinateTransformation> transformation_;
};

}  // namespace kaitei::geo

// The large files that hazards are made of: the points of a sweep share them, and so do most scenarios of an experiment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <tuple>

#include "experiment/scenario_settings.hpp"
#include "geo/raster.hpp"
#include "scenario/land.hpp"

namespace kaitei::scenario {

// The file that was read last. Another takes its place in memory.
template <class File, class... Name>
class LastRead {
 public:
  // Throws what reading it throws.
  std::shared_ptr<const File> operator()(const Name&... name) {
    if (!file_ || name_ != std::tie(name...)) {
      file_.reset();
      file_ = std::make_shared<const File>(name...);
      name_ = std::tuple<Name...>(name...);
    }
    return file_;
  }

 private:
  std::shared_ptr<const File> file_;
  std::tuple<Name...> name_;
};

// Holds one file of each of these sorts at most. Null for one that the scenario does not name; throw DataError.
class HazardFiles {
 public:
  std::shared_ptr<const geo::Raster> centres(const experiment::Scenario& scenario) {
    return scenario.centres.file.empty() ? nullptr : centres_(scenario.centres.file, scenario.band);
  }
  std::shared_ptr<const geo::Raster> intensities(const experiment::Scenario& scenario) {
    return intensities_(scenario.intensity.file, scenario.band);
  }
  std::shared_ptr<const geo::Raster> heights(const experiment::Scenario& scenario) {
    return scenario.anchor_drag.depth.empty() ? nullptr : heights_(scenario.anchor_drag.depth, 1);
  }
  std::shared_ptr<const Land> land(const experiment::Scenario& scenario) {
    return scenario.anchor_drag.land.empty() ? nullptr : land_(scenario.anchor_drag.land);
  }

 private:
  LastRead<geo::Raster, std::filesystem::path, std::uint32_t> centres_, intensities_, heights_;  // file and band
  LastRead<Land, std::filesystem::path> land_;
};

}  // namespace kaitei::scenario

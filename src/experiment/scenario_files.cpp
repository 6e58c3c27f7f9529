#include "experiment/scenario_files.hpp"

#include <algorithm>

namespace kaitei::experiment {

std::vector<std::filesystem::path*> scenario_paths(Scenario& scenario) {
  return {&scenario.centres.file, &scenario.anchor_drag.tracks, &scenario.anchor_drag.depth, &scenario.anchor_drag.land,
          &scenario.zone.layer, &scenario.intensity.file, &scenario.quake.zones, &scenario.flows.canyons};
}

std::vector<std::filesystem::path> scenario_files(const Experiment& experiment) {
  std::vector<std::filesystem::path> files;
  for (Scenario scenario : experiment.scenarios)
    for (const std::filesystem::path* file : scenario_paths(scenario))
      if (!file->empty()) files.push_back(*file);
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

}  // namespace kaitei::experiment

#include "cli/load_inputs.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "engine/scenarios.hpp"
#include "errors.hpp"
#include "experiment/checks.hpp"
#include "experiment/parse.hpp"

namespace kaitei::cli {

Inputs load_inputs(const std::filesystem::path& experiment, const std::vector<std::string>& overrides) {
  auto parsed = experiment::read_file(experiment, overrides);
  if (!parsed.experiment.outcomes.percolation.empty()) return {std::move(parsed.experiment), {}, {}};
  const auto& settings = parsed.experiment.network;
  if (!std::filesystem::exists(settings.source))
    throw DataError(fmt::format("{}: {} does not exist (the network is read from it); check the path",
                                parsed.positions.of("network.source"), settings.source.string()));
  auto loaded = geo::load_network(settings.source, {.snap_tolerance_km = settings.snap_tolerance_km,
                                                    .include_planned = settings.include_planned,
                                                    .as_of = settings.as_of});
  if (!loaded.repairs.empty())
    spdlog::info("{} rows of the network data were mended or assumed; the result file and kaitei inspect list them",
                 loaded.repairs.size());
  experiment::check_against(parsed.experiment, loaded.network, parsed.positions);
  scenario::HazardFiles files;
  engine::check_scenarios(parsed.experiment, loaded.network, parsed.positions, files);
  return {std::move(parsed.experiment), std::move(loaded), std::move(files)};
}

std::vector<std::string> repair_lines(const std::vector<geo::Repair>& repairs) {
  std::vector<std::string> lines;
  for (const auto& repair : repairs)
    lines.push_back(fmt::format("{}{}{}: {}", repair.layer, repair.feature.empty() ? "" : " ", repair.feature, repair.what));
  return lines;
}

}  // namespace kaitei::cli

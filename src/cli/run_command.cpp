#include "cli/run_command.hpp"

#include <ostream>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "cli/load_inputs.hpp"
#include "cli/progress.hpp"
#include "cli/provenance.hpp"
#include "cli/stop_signal.hpp"
#include "cli/version.hpp"
#include "engine/run.hpp"
#include "experiment/dump.hpp"
#include "results/atomic_file.hpp"
#include "results/summary.hpp"
#include "results/write.hpp"

namespace kaitei::cli {
namespace {

std::filesystem::path result_file(const experiment::Experiment& experiment) {
  if (experiment.output.file.empty()) return experiment.name + ".h5";
  return experiment.output.file;
}

std::vector<std::filesystem::path> input_files(const Inputs& inputs) {
  std::vector<std::filesystem::path> files{inputs.experiment.file};
  files.insert(files.end(), inputs.loaded.files.begin(), inputs.loaded.files.end());
  return files;
}

bool is_first(const engine::Ranks* ranks) { return ranks == nullptr || ranks->rank() == 0; }

engine::RunRecord simulate(const experiment::Experiment& experiment, const network::Network& network,
                           const RunOptions& options) {
  const StopSignal stop;
  ProgressReporter reporter(stderr_destination());
  engine::RunControls controls;
  controls.stop = &stop.requested();
  controls.ranks = options.ranks;
  if (!options.quiet && is_first(options.ranks))
    controls.on_progress = [&](const engine::Progress& progress) { reporter.report(progress); };
  return engine::run(experiment, network, controls);
}

}  // namespace

void run_experiment(const RunOptions& options, std::ostream& out) {
  if (options.quiet) spdlog::set_level(spdlog::level::warn);
  const std::string start_time = utc_now();
  const auto inputs = load_inputs(options.experiment, options.overrides);
  // Hashed now, lest a file that is edited during the run be recorded as what was simulated.
  auto hashes = hash_files(input_files(inputs));
  const auto file = result_file(inputs.experiment);
  if (is_first(options.ranks)) results::check_destination(file);

  auto record = simulate(inputs.experiment, inputs.loaded.network, options);
  if (!is_first(options.ranks)) return;

  auto& provenance = record.provenance;
  provenance.program_version = program_version;
  provenance.git_commit = git_commit;
  provenance.build = build_description;
  provenance.command_line = options.command_line;
  provenance.host = host_name();
  provenance.resolved_experiment = experiment::dump(inputs.experiment);
  provenance.inputs = std::move(hashes);
  provenance.repairs = repair_lines(inputs.loaded.repairs);
  provenance.start_time = start_time;
  provenance.end_time = utc_now();

  results::write_result(record, file);
  spdlog::info("wrote {}", file.string());
  out << (options.json ? results::summary_json(record).dump(2) + "\n" : results::summary_text(record));
}

}  // namespace kaitei::cli

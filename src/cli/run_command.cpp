#include "cli/run_command.hpp"

#include <ostream>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "cli/load_inputs.hpp"
#include "cli/progress.hpp"
#include "cli/provenance.hpp"
#include "cli/stop_signal.hpp"
#include "cli/version.hpp"
#include "engine/percolation.hpp"
#include "engine/run.hpp"
#include "experiment/dump.hpp"
#include "results/atomic_file.hpp"
#include "results/percolation.hpp"
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
  for (const auto& row : inputs.experiment.outcomes.percolation)
    if (!row.file.empty()) files.push_back(row.file);
  files.insert(files.end(), inputs.loaded.files.begin(), inputs.loaded.files.end());
  return files;
}

bool is_first(const engine::Ranks* ranks) { return ranks == nullptr || ranks->rank() == 0; }

// Calls simulate with the controls that the command line asks for.
template <class Simulate>
auto controlled(const RunOptions& options, Simulate&& simulate) {
  const StopSignal stop;
  ProgressReporter reporter(stderr_destination());
  engine::RunControls controls;
  controls.stop = &stop.requested();
  controls.ranks = options.ranks;
  controls.say = [](const std::string& line) { spdlog::info("{}", line); };
  if (!options.quiet && is_first(options.ranks))
    controls.on_progress = [&](const engine::Progress& progress) { reporter.report(progress); };
  return simulate(controls);
}

template <class Record>
void finish(Record& record, const RunOptions& options, const Inputs& inputs, std::vector<engine::InputFile> hashes,
            const std::string& start_time, std::ostream& out) {
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

  const auto file = result_file(inputs.experiment);
  results::write_result(record, file);
  spdlog::info("wrote {}", file.string());
  out << (options.json ? results::summary_json(record).dump(2) + "\n" : results::summary_text(record));
}

}  // namespace

void run_experiment(const RunOptions& options, std::ostream& out) {
  if (options.quiet) spdlog::set_level(spdlog::level::warn);
  const std::string start_time = utc_now();
  const auto inputs = load_inputs(options.experiment, options.overrides);
  // Hashed now, lest a file that is edited during the run be recorded as what was simulated.
  auto hashes = hash_files(input_files(inputs));
  if (is_first(options.ranks)) results::check_destination(result_file(inputs.experiment));

  if (!inputs.experiment.outcomes.percolation.empty()) {
    for (const auto& plan : engine::plan_percolation(inputs.experiment))
      spdlog::info("{}", engine::to_string(plan, engine::percolation_threads(inputs.experiment)));
    auto record = controlled(options, [&](const auto& controls) {
      return engine::run_percolation(inputs.experiment, controls);
    });
    finish(record, options, inputs, std::move(hashes), start_time, out);
    return;
  }
  auto record = controlled(options, [&](const auto& controls) {
    return engine::run(inputs.experiment, inputs.loaded.network, controls);
  });
  if (is_first(options.ranks)) finish(record, options, inputs, std::move(hashes), start_time, out);
}

}  // namespace kaitei::cli

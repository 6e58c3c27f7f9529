#include "cli/run_command.hpp"

#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "cli/load_inputs.hpp"
#include "cli/progress.hpp"
#include "cli/provenance.hpp"
#include "cli/shard.hpp"
#include "cli/stop_signal.hpp"
#include "engine/percolation.hpp"
#include "engine/run.hpp"
#include "errors.hpp"
#include "experiment/dump.hpp"
#include "experiment/scenario_files.hpp"
#include "geo/hazard_layers.hpp"
#include "results/atomic_file.hpp"
#include "results/checkpoint.hpp"
#include "results/identity.hpp"
#include "results/percolation.hpp"
#include "results/summary.hpp"
#include "results/text.hpp"
#include "results/write.hpp"

namespace kaitei::cli {
namespace {

using engine::RunRecord;

std::filesystem::path result_file(const experiment::Experiment& experiment, Shard shard) {
  const auto& file = experiment.output.file;
  return shard_file(file.empty() ? experiment.name + ".h5" : file.string(), shard);
}

engine::Origin known_before(const Inputs& inputs, const RunOptions& options, const std::string& start_time) {
  engine::Origin p;
  describe_program(p, options.command_line);
  p.resolved_experiment = experiment::dump(inputs.experiment);
  // Hashed now, lest a file that is edited during the run be recorded as what was simulated.
  std::vector<std::filesystem::path> files = inputs.loaded.files;
  for (const auto& row : inputs.experiment.outcomes.percolation)
    if (!row.file.empty()) files.push_back(row.file);
  for (const auto& file : experiment::scenario_files(inputs.experiment))
    for (const auto& part : geo::files_of_dataset(file)) files.push_back(part);
  const auto data = hash_files(files);
  p.experiment_sha256 = results::experiment_sha256(inputs.experiment, data);
  p.inputs = hash_files({inputs.experiment.file});
  p.inputs.insert(p.inputs.end(), data.begin(), data.end());
  p.repairs = repair_lines(inputs.loaded.repairs);
  p.start_time = start_time;
  return p;
}

void complete(engine::Provenance& p, const engine::Origin& known) {
  static_cast<engine::Origin&>(p) = known;
  p.end_time = utc_now();
}

std::optional<engine::Earlier> earlier_start(const results::Checkpoint& checkpoint, const engine::Origin& known,
                                             TrialRange range) {
  auto record = checkpoint.load(known.experiment_sha256, range, [](const std::string& what) { spdlog::warn("{}", what); });
  if (!record) return std::nullopt;
  spdlog::info("going on from trial {} of {}, saved in {} at {}", results::grouped(record->tallies.trials),
               results::grouped(range.count), checkpoint.newest().string(), record->provenance.end_time);
  const engine::Provenance& p = record->provenance;
  return engine::Earlier{std::move(record->tallies), std::move(record->disconnected_bits), std::move(record->scenarios), p, p.starts};
}

[[noreturn]] void stop_early(const RunRecord& record, const results::Checkpoint& checkpoint) {
  const std::size_t finished = record.scenarios.size(), asked = record.experiment.scenarios.size();
  const std::string how_far = finished < asked
      ? fmt::format("stopped after {} of {} scenarios, in \"{}\"", finished, asked, record.experiment.scenarios[finished].name)
      : fmt::format("stopped after {} of {} trials", results::grouped(record.tallies.trials),
                    results::grouped(record.provenance.planned.count));
  try {
    checkpoint.save(record);
  } catch (const RunError& error) {
    const auto standing = checkpoint.standing();
    if (!standing) throw RunError(fmt::format("{}; {}, none of which is saved: run again from the start", error.what(), how_far));
    throw StoppedEarly(fmt::format("{}; {}, an older checkpoint stands: run the same command to go on from {}", error.what(),
                                   how_far, standing->string()));
  }
  throw StoppedEarly(how_far + " (a signal asked for it); run the same command to go on from " +
                     checkpoint.newest().string());
}

// Saves between two rounds. A fault that lasts is said once, and so is its end.
engine::Save saving(const results::Checkpoint& checkpoint, const engine::Origin& known) {
  return [&checkpoint, &known, failing = false](RunRecord& record) mutable {
    complete(record.provenance, known);
    try {
      checkpoint.save(record);
      if (failing) spdlog::warn("checkpoints are saved again");
      failing = false;
    } catch (const RunError& error) {
      if (!failing) spdlog::warn("no checkpoint: {}; the run goes on, and tries again", error.what());
      failing = true;
    }
  };
}

template <class Record>
void finish(const Record& record, const std::filesystem::path& file, const RunOptions& options, std::ostream& out) {
  results::write_result(record, file);
  spdlog::info("wrote {}", file.string());
  out << (options.json ? results::summary_json(record).dump(2) + "\n" : results::summary_text(record));
}

void run_trials(const Inputs& inputs, const RunOptions& options, const engine::Origin& known,
                engine::RunControls& controls, std::ostream& out) {
  const engine::Ranks& ranks = *controls.ranks;
  const Shard shard = options.shard.empty() ? Shard{} : parse_shard(options.shard);
  const TrialRange range = shard_of(shard, inputs.experiment.run.trials);
  const auto file = result_file(inputs.experiment, shard);
  const results::Checkpoint checkpoint(file);
  std::optional<results::OutputLock> lock;
  const bool ready = ranks.first_alone([&] {
    lock.emplace(file);
    if (!options.fresh) controls.earlier = earlier_start(checkpoint, known, range);
  });
  if (!ready) return;
  controls.range = range;
  controls.save = saving(checkpoint, known);
  auto record = engine::run(inputs.experiment, inputs.loaded.network, controls);
  if (!ranks.first()) return;
  complete(record.provenance, known);
  if (record.tallies.trials < range.count) stop_early(record, checkpoint);
  finish(record, file, options, out);
  checkpoint.remove();
}

void run_sweeps(const Inputs& inputs, const RunOptions& options, const engine::Origin& known,
                const engine::RunControls& controls, std::ostream& out) {
  if (!options.shard.empty())
    throw UsageError("--shard with [[percolation]] (sweeps have no shards); run it whole, or give each part another seed");
  const auto file = result_file(inputs.experiment, {});
  const results::OutputLock lock(file);
  for (const auto& plan : engine::plan_percolation(inputs.experiment))
    spdlog::info("{}", engine::to_string(plan, engine::percolation_threads(inputs.experiment)));
  auto record = engine::run_percolation(inputs.experiment, controls);
  complete(record.provenance, known);
  finish(record, file, options, out);
}

}  // namespace

void run_experiment(const RunOptions& options, engine::Ranks& ranks, std::ostream& out) {
  if (options.quiet) spdlog::set_level(spdlog::level::warn);
  const StopSignal stop;
  const std::string start_time = utc_now();
  const auto inputs = load_inputs(options.experiment, options.overrides);
  const auto known = known_before(inputs, options, start_time);
  ProgressReporter reporter(stderr_destination());
  engine::RunControls controls;
  controls.stop = &stop.requested();
  controls.ranks = &ranks;
  controls.say = [](const std::string& line) { spdlog::info("{}", line); };
  if (!options.quiet && ranks.first())
    controls.on_progress = [&](const engine::Progress& progress) { reporter.report(progress); };
  if (inputs.experiment.outcomes.percolation.empty()) run_trials(inputs, options, known, controls, out);
  else run_sweeps(inputs, options, known, controls, out);
}

}  // namespace kaitei::cli

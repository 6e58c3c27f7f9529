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
#include "engine/run.hpp"
#include "errors.hpp"
#include "experiment/dump.hpp"
#include "experiment/scenario_files.hpp"
#include "geo/hazard_layers.hpp"
#include "results/atomic_file.hpp"
#include "results/checkpoint.hpp"
#include "results/identity.hpp"
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
  auto saved = checkpoint.load(known.experiment_sha256, range, [](const std::string& what) { spdlog::warn("{}", what); });
  if (!saved) return std::nullopt;
  RunRecord& record = saved->record;
  const engine::Provenance& p = record.provenance;
  spdlog::info("going on from {} of {} {}, saved in {} at {}", results::grouped(record.tallies.trials),
               results::grouped(range.count), experiment::trial_word(record.experiment), saved->file.string(), p.end_time);
  return engine::Earlier{std::move(record.tallies), std::move(record.disconnected_bits), std::move(record.scenarios),
                         std::move(record.curves), p, p.starts};
}

[[noreturn]] void stop_early(const RunRecord& record, const results::Checkpoint& checkpoint, const RunOptions& options) {
  const std::string again = options.fresh ? "run the same command without --fresh to go on from "
                                          : "run the same command to go on from ";
  const std::size_t finished = record.scenarios.size(), asked = record.experiment.scenarios.size();
  const std::string how_far = finished < asked
      ? fmt::format("stopped after {} of {} scenarios, in \"{}\"", finished, asked, record.experiment.scenarios[finished].name)
      : fmt::format("stopped after {} of {} {}", results::grouped(record.tallies.trials),
                    results::grouped(record.provenance.planned.count), experiment::trial_word(record.experiment));
  try {
    checkpoint.save(record);
  } catch (const RunError& error) {
    const auto standing = checkpoint.standing(record.provenance.experiment_sha256, record.provenance.planned);
    if (!standing) throw RunError(fmt::format("{}; {}, none of which is saved: run again from the start", error.what(), how_far));
    throw StoppedEarly(fmt::format("{}; {}, an older checkpoint stands: {}{}", error.what(), how_far, again,
                                   standing->string()));
  }
  throw StoppedEarly(how_far + " (a signal asked for it); " + again + checkpoint.newest().string());
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

void finish(const RunRecord& record, const std::filesystem::path& file, const RunOptions& options, std::ostream& out) {
  results::write_result(record, file);
  spdlog::info("wrote {}", file.string());
  out << (options.json ? results::summary_json(record).dump(2) + "\n" : results::summary_text(record));
}

void run_trials(const Inputs& inputs, const RunOptions& options, const engine::Origin& known,
                engine::RunControls& controls, std::ostream& out) {
  const engine::Ranks& ranks = *controls.ranks;
  const Shard shard = options.shard.empty() ? Shard{} : parse_shard(options.shard);
  const TrialRange range = shard_of(shard, inputs.experiment);
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
  if (record.tallies.trials < range.count) stop_early(record, checkpoint, options);
  finish(record, file, options, out);
  checkpoint.remove();
}

}  // namespace

void run_experiment(const RunOptions& options, engine::Ranks& ranks, std::ostream& out) {
  if (options.quiet) spdlog::set_level(spdlog::level::warn);
  const StopSignal stop;
  const std::string start_time = utc_now();
  auto inputs = load_inputs(options.experiment, options.overrides);
  const auto known = known_before(inputs, options, start_time);
  ProgressReporter reporter(stderr_destination());
  engine::RunControls controls;
  controls.stop = &stop.requested();
  controls.ranks = &ranks;
  controls.hazard_files = &inputs.hazard_files;
  controls.say = [](const std::string& line) { spdlog::info("{}", line); };
  if (!options.quiet && ranks.first())
    controls.on_progress = [&](const engine::Progress& progress) { reporter.report(progress); };
  run_trials(inputs, options, known, controls, out);
}

}  // namespace kaitei::cli

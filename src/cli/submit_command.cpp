#include "cli/submit_command.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <ostream>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "cli/batch_script.hpp"
#include "cli/load_inputs.hpp"
#include "cli/pilot.hpp"
#include "cli/shard.hpp"
#include "cli/submit_status.hpp"
#include "engine/percolation.hpp"
#include "engine/resources.hpp"
#include "engine/run.hpp"
#include "errors.hpp"
#include "experiment/parse.hpp"
#include "results/text.hpp"

namespace kaitei::cli {
namespace {

// What one core of this machine, and one process on it, needs for all trials or sweeps.
struct Needs {
  Estimate time;                   // of what shards and ranks share
  double alone = 0;                // seconds that no other shard or rank takes from one
  std::vector<std::string> beside;  // lines on scenarios
  std::uint64_t process_bytes = 0, thread_bytes = 0;  // with one thread; for each more
  std::uint64_t connectivity_outcomes = 0;
};

void add(Needs& needs, const std::vector<Piece>& pieces, std::string_view what) {
  for (const Piece& piece : pieces) {
    if (!piece.time) {
      needs.beside.push_back(fmt::format("How long {} \"{}\" takes is not known: {}; give --time.", what, piece.name, piece.how));
      spdlog::warn("{}", needs.beside.back());
    } else if (piece.shared == Piece::Shared::yes) {
      needs.time = sum(needs.time, {piece});
    } else {
      needs.alone += piece.time->most;
    }
  }
}

Needs needs_of(Inputs& inputs) {
  experiment::Experiment experiment = inputs.experiment;
  experiment.run.threads = 1;
  experiment.run.backend = experiment::Backend::cpu;
  Needs needs;
  if (!experiment.outcomes.percolation.empty()) {
    add(needs, estimate_curves(experiment), "curve");
    const auto bytes_on = [&](unsigned threads) {
      std::uint64_t most = 0;
      experiment.run.threads = threads;
      for (const engine::PercolationPlan& plan : engine::plan_percolation(experiment)) most = std::max(most, plan.bytes);
      return most;
    };
    needs.process_bytes = engine::peak_memory_bytes();
    needs.thread_bytes = bytes_on(2) - bytes_on(1);
    return needs;
  }
  const auto backend = engine::choose_backend(experiment.run, {});
  const engine::PreparedRun prepared = engine::prepare(experiment, inputs.loaded.network);
  const Plan plan(prepared.questions.model);
  needs.time = estimate_time(*backend, plan, experiment.run.trials);
  add(needs, estimate_scenarios(prepared, *backend, inputs.hazard_files), "scenario");
  needs.process_bytes = engine::peak_memory_bytes();
  needs.thread_bytes = backend->plan_worker(plan, 0).memory_bytes;
  needs.connectivity_outcomes = plan.model().connectivity.size();
  return needs;
}

// Twice the memory that a process needs, for each on the node: a system's libraries may be larger elsewhere.
std::uint64_t mebibytes(const BatchJob& job, const Needs& needs, const experiment::Experiment& experiment) {
  const std::uint64_t trials = experiment.run.trials / std::max<std::uint64_t>(job.array, 1) + trials_per_block;
  // Bits are there once as counted, once as bytes, and once in the file's image.
  const std::uint64_t bits = experiment.outcomes.per_trial ? 3 * needs.connectivity_outcomes * trials / 8 : 0;
  const std::uint64_t process = needs.process_bytes + (job.cpus_per_rank - 1) * needs.thread_bytes + bits;
  constexpr std::uint64_t step = std::uint64_t{256} << 20;
  return (2 * job.ranks_per_node * process / step + 1) * (step >> 20);
}

// "hours:minutes:00", up to the next five minutes.
std::string time_limit(double seconds) {
  const auto minutes = static_cast<std::uint64_t>(std::ceil(seconds / 300)) * 5;
  return fmt::format("{}:{:02}:00", minutes / 60, minutes % 60);
}

BatchJob plan_job(const SubmitOptions& options, Inputs& inputs) {
  const auto& experiment = inputs.experiment;
  BatchJob job;
  job.name = "kaitei-" + experiment.name;
  job.program = std::filesystem::read_symlink("/proc/self/exe").string();
  job.array = options.array;
  job.nodes = std::max(1u, options.nodes);
  job.ranks_per_node = options.array > 0 ? 1 : std::max(options.ranks_per_node, options.gpus_per_node);
  job.cpus_per_rank = options.cpus;
  job.gpus_per_node = options.gpus_per_node;
  job.requeues = options.requeues;
  job.run = {"run", std::filesystem::absolute(options.experiment).string()};
  for (const auto& override_text : options.overrides) job.run.insert(job.run.end(), {"--set", override_text});
  job.run.insert(job.run.end(), {"--threads", std::to_string(options.cpus)});

  const Needs needs = needs_of(inputs);
  const double jobs = options.array > 0 ? static_cast<double>(options.array) : 1;
  const double cores = jobs * job.nodes * job.ranks_per_node * job.cpus_per_rank;
  // Twice what the pilots say, and ten minutes for queues of file systems: a slower core is still no requeue.
  job.time = options.time.empty() ? time_limit(2 * (needs.time.most / cores + needs.alone) + 600) : options.time;
  job.memory_mib = mebibytes(job, needs, experiment);
  job.notes = {fmt::format("{} {} of \"{}\" on {} cores", results::grouped(experiment::trial_count(experiment)),
                           experiment::trial_word(experiment), experiment.name, cores),
               fmt::format("Pilots on one core of the machine that wrote this promise {} to {} here, if its cores are alike{}.",
                           in_time(needs.time.least / cores + needs.alone), in_time(needs.time.most / cores + needs.alone),
                           options.gpus_per_node > 0 ? " and no GPU helped" : "")};
  if (!experiment.scenarios.empty())
    job.notes.push_back(fmt::format("Scenarios that draw their events are in it, by pilots; the others, which every job does by "
                                    "itself, with {}.", in_time(needs.alone)));
  job.notes.insert(job.notes.end(), needs.beside.begin(), needs.beside.end());
  return job;
}

std::string sent(const std::filesystem::path& script) {
  std::FILE* pipe = ::popen(("sbatch " + shell_word(script.string()) + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw RunError("cannot start sbatch (no process could be made); send the script by hand");
  std::string said;
  std::array<char, 256> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) said += buffer.data();
  const int status = ::pclose(pipe);
  while (!said.empty() && said.back() == '\n') said.pop_back();
  if (status != 0)
    throw RunError(fmt::format("sbatch refused {} ({}); correct the options, or edit the script and send it yourself",
                               script.string(), said));
  return said;
}

}  // namespace

void submit(const SubmitOptions& options, std::ostream& out) {
  if (options.status)
    return report_status(experiment::parse_file(options.experiment, options.overrides), options.array, out);
  Inputs inputs = load_inputs(options.experiment, options.overrides);
  if ((options.array > 0) == (options.nodes > 0))
    throw UsageError("give either --array or --nodes (shards that run by themselves, or one MPI job); --array 16 needs no MPI");
  if (options.array > 0) shard_of({0, options.array}, inputs.experiment);  // not too many
  Site site = read_site(options.site);
  if (!options.account.empty()) site.account = options.account;
  if (!options.partition.empty()) site.partition = options.partition;
  const BatchJob job = plan_job(options, inputs);
  const std::string text = batch_script(job, site);
  if (options.dry_run) {
    out << text;
    return;
  }
  const std::filesystem::path script = options.script.empty() ? job.name + ".sbatch" : options.script.string();
  if (!(std::ofstream(script) << text).flush())
    throw RunError(fmt::format("cannot write {} (sbatch needs it); write to a folder of your own with --script", script.string()));
  out << sent(script) << "\n";
  const std::string experiment = shell_word(options.experiment.string());
  out << fmt::format("Script: {}\nHow far it is:  kaitei submit --status {}{}\n", script.string(), experiment,
                     options.array > 0 ? fmt::format(" --array {}", options.array) : "");
  if (options.array > 1) {
    const std::string file = output_file(inputs.experiment);
    out << fmt::format("When all are done:  kaitei merge {} -o {}\n", shards_pattern(file, options.array), shell_word(file));
  }
}

}  // namespace kaitei::cli

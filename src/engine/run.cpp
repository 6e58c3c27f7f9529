#include "engine/run.hpp"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "engine/questions.hpp"
#include "engine/scenarios.hpp"
#include "engine/threads.hpp"
#include "errors.hpp"
#include "kernels/gap_tables.hpp"
#include "kernels/sampler.hpp"
#include "network/element_hash.hpp"
#include "scenario/independent.hpp"

namespace kaitei::engine {
namespace {

using experiment::Experiment;

constexpr std::uint64_t largest_per_trial_bytes = std::uint64_t{4} << 30;

std::vector<std::vector<std::uint32_t>> make_bits(const Experiment& experiment, std::size_t outcomes) {
  if (!experiment.outcomes.per_trial) return {};
  const std::uint64_t words = (experiment.run.trials + trials_per_block - 1) / trials_per_block * words_per_block;
  if (outcomes * words * 4 > largest_per_trial_bytes)
    throw UsageError(fmt::format("per_trial of {} outcomes and {} trials needs {:.1f} GiB (more than 4 GiB of memory); "
                                 "lower run.trials or set outcomes.per_trial = false",
                                 outcomes, experiment.run.trials,
                                 static_cast<double>(outcomes * words * 4) / (1 << 30)));
  return std::vector(outcomes, std::vector<std::uint32_t>(words));
}

std::string estimate(const std::vector<ConnectivityLabel>& labels, std::uint64_t done, std::uint64_t disconnected) {
  if (labels.empty() || done == 0) return {};
  const double n = static_cast<double>(done), p = static_cast<double>(disconnected) / n;
  // No event yet is no zero: the exact 95 % bound, 1 - 0.025^(1/n).
  if (disconnected == 0)
    return fmt::format("P(lost {}) < {:.1e}", labels[0].name, -std::expm1(std::log(0.025) / n));
  return fmt::format("P(lost {}) {:.3g} ± {:.1g}", labels[0].name, p, std::sqrt(p * (1 - p) / n));
}

std::string tables_hash() {
  std::string bytes;
  for (const GapTable& table : gap_tables())
    for (const std::uint64_t entry : table.cdf)
      for (int byte = 0; byte < 8; ++byte) bytes += static_cast<char>(entry >> (8 * byte) & 0xFF);
  return network::sha256_hex(bytes);
}

}  // namespace

PreparedRun prepare(const Experiment& experiment, network::Network network) {
  PreparedRun prepared;
  RunRecord& record = prepared.record;
  record.experiment = experiment;
  record.network = std::move(network);
  record.graph = network::lower(record.network, lowering_options(experiment));
  prepared.questions = pose(experiment, record.network, record.graph,
                            scenario::failure_probabilities(experiment, record.network, record.graph));
  for (const ElementSampler& sampler : prepared.questions.model.elements)
    record.probability.push_back(simulated_probability(sampler));
  return prepared;
}

RunRecord run(const Experiment& experiment, network::Network network, const RunControls& controls) {
  const std::unique_ptr<Backend> backend = choose_backend(experiment.run, controls.say);
  PreparedRun prepared = prepare(experiment, std::move(network));
  RunRecord& record = prepared.record;
  Questions& questions = prepared.questions;
  if (controls.ranks == nullptr || controls.ranks->rank() == 0)
    record.scenarios = run_scenarios(experiment, record.network, record.graph, questions,
                                     {*backend, controls.say, controls.stop});
  record.connectivity = std::move(questions.connectivity);
  record.joining = std::move(questions.joining);
  record.reach_sets = std::move(questions.reach_sets);

  const Plan plan(std::move(questions.model));
  record.disconnected_bits = make_bits(experiment, record.connectivity.size());
  std::vector<std::uint32_t*> rows;
  for (auto& row : record.disconnected_bits) rows.push_back(row.data());

  const int rank_count = controls.ranks == nullptr ? 1 : controls.ranks->count();
  if (rank_count > 1 && experiment.outcomes.per_trial)
    throw UsageError("per_trial over several MPI ranks (the bits of the other ranks would be lost); set "
                     "outcomes.per_trial = false, or run one rank");
  const TrialRange all{0, experiment.run.trials};
  const TrialRange share = controls.ranks == nullptr ? all : controls.ranks->share(all);

  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  const auto report = [&](std::uint64_t done, std::uint64_t disconnected) {
    if (controls.on_progress)
      controls.on_progress({done, share.count, seconds(), estimate(record.connectivity, done, disconnected)});
  };
  try {
    record.tallies = simulate_on_threads(*backend, plan, share, {0, rows.empty() ? nullptr : rows.data()},
                                         {controls.stop}, report);
    if (controls.ranks != nullptr) controls.ranks->add_up(record.tallies);
  } catch (const std::exception& error) {
    if (rank_count == 1) throw;
    fmt::print(stderr, "rank {} failed: {}\n", controls.ranks->rank(), error.what());
    controls.ranks->abort(1);  // the others would wait for this rank's tallies for ever
  }
  if (controls.ranks != nullptr && controls.ranks->rank() != 0) return std::move(record);
  if (record.tallies.trials != experiment.run.trials)
    throw RunError(fmt::format("stopped after {} of {} trials (nothing was written); run again to start over",
                               record.tallies.trials, experiment.run.trials));
  for (auto& row : record.disconnected_bits) row.resize((experiment.run.trials + trials_per_word - 1) / trials_per_word);

  record.provenance.backend = backend->name();
  record.provenance.device = backend->device();
  record.provenance.lanes = backend->lanes();
  record.provenance.threads = backend->workers();
  record.provenance.ranks = static_cast<unsigned>(rank_count);
  record.provenance.wall_seconds = seconds();
  record.provenance.sampler_contract = sampler_contract;
  record.provenance.sampler_tables_sha256 = tables_hash();
  return std::move(record);
}

}  // namespace kaitei::engine

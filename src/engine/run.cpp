#include "engine/run.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "engine/percolation.hpp"
#include "engine/questions.hpp"
#include "engine/rounds.hpp"
#include "engine/scenarios.hpp"
#include "engine/threads.hpp"
#include "errors.hpp"
#include "experiment/lowering_options.hpp"
#include "kernels/gap_tables.hpp"
#include "kernels/sampler.hpp"
#include "network/element_hash.hpp"
#include "scenario/independent.hpp"

namespace kaitei::engine {
namespace {

using experiment::Experiment;

constexpr std::uint64_t largest_per_trial_bytes = std::uint64_t{4} << 30;

// Rows of whole blocks, for the planned trials.
std::vector<std::vector<std::uint32_t>> make_bits(const Experiment& experiment, TrialRange planned, std::size_t outcomes) {
  if (!experiment.outcomes.per_trial) return {};
  const std::uint64_t words = (planned.count + trials_per_block - 1) / trials_per_block * words_per_block;
  if (outcomes * words * 4 > largest_per_trial_bytes)
    throw UsageError(fmt::format("per_trial of {} outcomes and {} trials needs {:.1f} GiB (more than 4 GiB of memory); "
                                 "lower run.trials, split the run with --shard, or set outcomes.per_trial = false",
                                 outcomes, planned.count,
                                 static_cast<double>(outcomes * words * 4) / (1 << 30)));
  return std::vector(outcomes, std::vector<std::uint32_t>(words));
}

// Scenarios are saved one by one, as often as trials are.
ScenarioControls scenario_controls(const Backend& backend, const RunControls& controls, TrialRange planned, RunRecord& record,
                                   Ranks& ranks) {
  ScenarioControls made{backend, controls.say, controls.stop, planned, {}, {}, ranks, controls.hazard_files};
  if (controls.earlier) made.earlier = controls.earlier->scenarios;
  const double minutes = record.experiment.run.checkpoint_minutes;
  if (minutes == 0 || !controls.save) return made;
  made.finished = [&controls, &record, minutes, saved = std::chrono::steady_clock::now()](const auto& finished) mutable {
    const auto now = std::chrono::steady_clock::now();
    if (now - saved < std::chrono::duration<double>(minutes * 60)) return;
    record.scenarios = finished;
    controls.save(record);
    saved = now;
  };
  return made;
}

std::string tables_hash() {
  std::string bytes;
  for (const GapTable& table : gap_tables())
    for (const std::uint64_t entry : table.cdf)
      for (int byte = 0; byte < 8; ++byte) bytes += static_cast<char>(entry >> (8 * byte) & 0xFF);
  return network::sha256_hex(bytes);
}

}  // namespace

void go_on_from(const Earlier& earlier, RunRecord& record) {
  record.tallies += earlier.tallies;
  for (std::size_t row = 0; row < record.disconnected_bits.size(); ++row)
    std::ranges::copy(earlier.disconnected_bits.at(row), record.disconnected_bits[row].begin());
  for (std::size_t curve = 0; curve < record.curves.size(); ++curve)
    record.curves[curve].tally += earlier.curves.at(curve).tally;
  static_cast<Used&>(record.provenance) = earlier.used;
  record.provenance.starts = earlier.starts + 1;
}

std::optional<unsigned> local_rank(const Ranks& ranks) {
  if (ranks.count() == 1) return std::nullopt;
  return static_cast<unsigned>(ranks.local_rank());
}

PreparedRun prepare(const Experiment& experiment, network::Network network) {
  PreparedRun prepared;
  RunRecord& record = prepared.record;
  record.experiment = experiment;
  record.network = std::move(network);
  record.graph = network::lower(record.network, experiment::lowering_options(experiment));
  prepared.questions = pose(experiment, record.network, record.graph,
                            scenario::failure_probabilities(experiment, record.network, record.graph));
  for (const ElementSampler& sampler : prepared.questions.model.elements)
    record.probability.push_back(simulated_probability(sampler));
  return prepared;
}

RunRecord run(const Experiment& experiment, network::Network network, const RunControls& controls) {
  if (!experiment.outcomes.percolation.empty()) return run_percolation(experiment, controls);
  Ranks alone;
  Ranks& ranks = controls.ranks != nullptr ? *controls.ranks : alone;
  const std::unique_ptr<Backend> backend = choose_backend(experiment.run, controls.say, local_rank(ranks));
  PreparedRun prepared = prepare(experiment, std::move(network));
  RunRecord& record = prepared.record;
  Questions& questions = prepared.questions;
  const TrialRange planned = controls.range.value_or(TrialRange{0, experiment.run.trials});
  record.connectivity = questions.connectivity;
  record.joining = questions.joining;
  record.reach_sets = questions.reach_sets;

  const Plan plan(questions.model);
  record.tallies = Tallies::for_model(plan.model());
  record.disconnected_bits = make_bits(experiment, planned, record.connectivity.size());
  if (controls.earlier) go_on_from(*controls.earlier, record);
  std::vector<std::uint32_t*> rows;
  for (auto& row : record.disconnected_bits) rows.push_back(row.data());

  Provenance& provenance = record.provenance;
  provenance.planned = planned;
  provenance.backend = backend->name();
  provenance.device = backend->device();
  provenance.lanes = backend->lanes();
  provenance.threads = backend->workers();
  provenance.ranks = static_cast<unsigned>(ranks.count());
  provenance.sampler_contract = sampler_contract;
  provenance.sampler_tables_sha256 = tables_hash();
  ranks.together([&] {
    record.scenarios = run_scenarios(experiment, record.network, record.graph, questions,
                                     scenario_controls(*backend, controls, planned, record, ranks));
  });
  if (controls.hazard_files != nullptr) *controls.hazard_files = {};
  ranks.together([&] {
    simulate_in_rounds(*backend, plan, {planned.first, rows.empty() ? nullptr : rows.data()}, controls, ranks, record);
  });
  return std::move(record);
}

}  // namespace kaitei::engine

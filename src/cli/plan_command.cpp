#include "cli/plan_command.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "cli/load_inputs.hpp"
#include "cli/pilot.hpp"
#include "engine/percolation.hpp"
#include "engine/run.hpp"

namespace kaitei::cli {
namespace {

using Json = nlohmann::ordered_json;

// Trials in which failure states are told apart; that any two are confused then has a probability below 3e-8.
constexpr std::uint64_t most_states = std::uint64_t{1} << 20;

std::string in_bytes(std::uint64_t bytes) {
  if (bytes < std::uint64_t{10} << 10) return fmt::format("{} bytes", bytes);
  if (bytes < std::uint64_t{10} << 20) return fmt::format("{:.0f} KiB", static_cast<double>(bytes) / 1024);
  return fmt::format("{:.0f} MiB", static_cast<double>(bytes) / (1 << 20));
}

std::size_t edges_swept(const Model& model) {
  std::size_t edges = 0;
  for (const ReachTask& task : model.tasks) edges += task.edges.size();
  for (const ComponentOutcome& outcome : model.components) edges += outcome.edges.size();
  return edges;
}

// The outcomes that need every element drawn in every trial.
std::string counts_asked(const experiment::OutcomeSettings& outcomes) {
  std::string asked;
  const auto add = [&](bool given, std::string_view name) {
    if (given) asked += (asked.empty() ? "" : ", ") + std::string(name);
  };
  add(outcomes.element_counts, "outcomes.element_counts");
  add(outcomes.importance, "outcomes.importance");
  add(outcomes.components, "outcomes.components");
  add(!outcomes.joining.empty(), "[[joining]]");
  return asked.empty() ? "" : "; asked for by " + asked;
}

Json seconds_json(const Estimate& e) { return {{"least", e.least}, {"median", e.median}, {"most", e.most}}; }

std::string range_text(const Estimate& e) {
  if (e.pilots == 1) return "about " + in_time(e.median);
  return fmt::format("{} to {}, median {}", in_time(e.least), in_time(e.most), in_time(e.median));
}

Json pieces_json(const std::vector<Piece>& pieces) {
  auto list = Json::array();
  for (const Piece& piece : pieces)
    list.push_back({{"name", piece.name}, {"seconds", piece.time ? seconds_json(*piece.time) : Json(nullptr)}, {"how", piece.how}});
  return list;
}

std::string pieces_text(std::string_view what, const std::vector<Piece>& pieces) {
  std::string text;
  for (const Piece& piece : pieces)
    text += fmt::format("{:<12}\"{}\": {} ({})\n", what, piece.name, piece.time ? range_text(*piece.time) : "unknown", piece.how);
  return text;
}

std::string left_out(const std::vector<Piece>& pieces) {
  const auto unknown = std::ranges::count_if(pieces, [](const Piece& piece) { return !piece.time; });
  return unknown == 0 ? "" : fmt::format("{} of unknown time, ", unknown);
}

// Curves of large graphs: their memory and their time.
void print_percolation(const experiment::Experiment& experiment, bool json, std::ostream& out) {
  const unsigned threads = engine::threads_of(experiment.run);
  const std::vector<engine::PercolationPlan> plans = engine::plan_percolation(experiment);
  const std::vector<Piece> pieces = estimate_curves(experiment);
  const Estimate all = sum({}, pieces);
  if (!json) {
    for (const engine::PercolationPlan& curve : plans) out << engine::to_string(curve, threads) << "\n";
    out << pieces_text("curve", pieces)
        << fmt::format("time        {} to {}, median {} ({}loading and writing left out)\n", in_time(all.least),
                       in_time(all.most), in_time(all.median), left_out(pieces));
    return;
  }
  auto list = Json::array();
  for (std::size_t i = 0; i < plans.size(); ++i)
    list.push_back({{"name", plans[i].name},
                    {"nodes", plans[i].nodes},
                    {"edges", plans[i].edges},
                    {"edges_exact", plans[i].edges_exact},
                    {"memory_bytes", plans[i].bytes},
                    {"device_memory_bytes", plans[i].device_bytes},
                    {"seconds", pieces[i].time ? seconds_json(*pieces[i].time) : Json(nullptr)},
                    {"how", pieces[i].how}});
  out << Json{{"experiment", experiment.name}, {"threads", threads}, {"percolation", list}, {"seconds", seconds_json(all)}}.dump(2)
      << "\n";
}

}  // namespace

void plan_experiment(const PlanOptions& options, std::ostream& out) {
  if (options.quiet) spdlog::set_level(spdlog::level::warn);
  auto inputs = load_inputs(options.experiment, options.overrides);
  if (!inputs.experiment.outcomes.percolation.empty()) {
    print_percolation(inputs.experiment, options.json, out);
    return;
  }
  const auto backend = engine::choose_backend(inputs.experiment.run, [](const std::string& line) { spdlog::info("{}", line); });
  engine::PreparedRun prepared = engine::prepare(inputs.experiment, inputs.loaded.network);
  const Plan plan(prepared.questions.model);
  const Model& model = plan.model();
  const network::Network& network = prepared.record.network;
  const std::uint64_t trials = inputs.experiment.run.trials;

  std::vector<WorkerPlan> workers;
  for (unsigned worker = 0; worker < backend->workers(); ++worker) workers.push_back(backend->plan_worker(plan, worker));
  std::uint64_t memory = 0;
  for (const WorkerPlan& worker : workers) memory += worker.memory_bytes;
  const std::uint64_t bits =
      inputs.experiment.outcomes.per_trial ? model.connectivity.size() * ((trials + 7) / 8) : 0;
  const Estimate estimate = estimate_time(*backend, plan, trials);
  const StateCounts states = backend->count_states(model, {0, std::min(trials, most_states)});
  const std::vector<Piece> scenarios = estimate_scenarios(prepared, *backend, inputs.hazard_files);
  const Estimate whole = sum(estimate, scenarios);

  if (options.json) {
    auto list = Json::array();
    for (const WorkerPlan& worker : workers)
      list.push_back({{"worker", worker.worker},
                      {"state", worker.state},
                      {"shape", worker.shape},
                      {"drawing", worker.drawing},
                      {"state_bytes", worker.state_bytes},
                      {"memory_bytes", worker.memory_bytes},
                      {"trials_at_once", worker.blocks_at_once * trials_per_block}});
    out << Json{{"experiment", inputs.experiment.name},
                {"trials", trials},
                {"network",
                 {{"nodes", network.nodes.size()},
                  {"systems", network.systems.size()},
                  {"segments", network.segments.size()},
                  {"links", network.links.size()}}},
                {"model",
                 {{"elements", model.elements.size()},
                  {"gates", model.gates.size()},
                  {"reach_tasks", model.tasks.size()},
                  {"edges_swept", edges_swept(model)},
                  {"connectivity_outcomes", model.connectivity.size()},
                  {"joining_outcomes", model.joining.size()}}},
                {"backend", {{"name", backend->name()}, {"device", backend->device()}, {"lanes", backend->lanes()}}},
                {"workers", list},
                {"trials_per_batch", backend->blocks_per_batch() * trials_per_block},
                {"memory_bytes", memory},
                {"per_trial_bytes", bits},
                {"pilot", {{"trials", estimate.pilot_trials}, {"repetitions", estimate.pilots}, {"seconds", seconds_json(estimate)}}},
                {"failure_states",
                 {{"trials", states.trials}, {"distinct", states.distinct}, {"once", states.once}, {"commonest", states.commonest}}},
                {"scenarios", pieces_json(scenarios)},
                {"seconds", seconds_json(whole)}}
               .dump(2)
        << "\n";
    return;
  }
  out << fmt::format("experiment  {}: {} trials\n", inputs.experiment.name, trials);
  out << fmt::format("network     {} nodes, {} systems, {} segments, {} links\n", network.nodes.size(),
                     network.systems.size(), network.segments.size(), network.links.size());
  out << fmt::format("model       {} elements, {} gates, {} reach tasks over {} edges; {} connectivity and {} joining "
                     "outcomes\n",
                     model.elements.size(), model.gates.size(), model.tasks.size() + model.components.size(),
                     edges_swept(model), model.connectivity.size(), model.joining.size());
  out << fmt::format("backend     {}, in batches of {} trials\n", engine::describe(*backend),
                     backend->blocks_per_batch() * trials_per_block);
  const std::size_t shown = backend->name() == "cpu" ? 1 : workers.size();  // threads are all alike
  for (std::size_t i = 0; i < shown; ++i)
    out << fmt::format("{}  {}; state {}, {}\n",
                       backend->name() == "cpu" ? "each thread" : workers[i].worker + ":", workers[i].shape,
                       workers[i].state, in_bytes(workers[i].state_bytes));
  out << fmt::format("drawing     {}{}\n", workers.front().drawing, counts_asked(inputs.experiment.outcomes));
  out << fmt::format("states      {} distinct in {} trials, {} of them drawn once, the commonest {} times\n", states.distinct,
                     states.trials, states.once, states.commonest);
  out << fmt::format("memory      {} for the simulation{}\n", in_bytes(memory),
                     bits == 0 ? "" : ", " + in_bytes(bits) + " for the trial bits");
  if (!scenarios.empty())
    out << fmt::format("trials      {} ({})\n", range_text(estimate), pilots_text(estimate, "trials"))
        << pieces_text("scenario", scenarios);
  out << fmt::format("time        {} to {}, median {} ({}{}loading and writing left out)\n", in_time(whole.least),
                     in_time(whole.most), in_time(whole.median),
                     scenarios.empty() ? pilots_text(estimate, "trials") + "; " : "all of these; ", left_out(scenarios));
}

}  // namespace kaitei::cli

#include "engine/percolation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/choose_backend.hpp"
#include "engine/percolation_graph.hpp"
#include "engine/rounds.hpp"
#include "kernels/cuda/cuda_backend.hpp"
#include "kernels/percolation/cuda_sweep.hpp"
#include "kernels/sampler.hpp"
#include "network/element_hash.hpp"

namespace kaitei::engine {
namespace {

using experiment::Experiment;
using experiment::Percolation;

// Who runs the sweeps: threads, or devices with a thread each.
struct Sweepers {
  std::vector<int> devices;  // empty: the CPU
  unsigned count = 1;
  std::string names;         // of the devices
};

// Sweeps go to a device only where one is asked for.
Sweepers choose_sweepers(const Experiment& experiment, const Notes& say, std::optional<unsigned> local_rank) {
  if (experiment.run.backend == experiment::Backend::cpu) return {{}, threads_of(experiment.run), ""};
  const CudaProbe probe = probe_cuda();
  if (experiment.run.backend == experiment::Backend::cuda) {
    if (probe.devices.empty())
      throw DeviceError(fmt::format("no CUDA device can be used: {} (the run was told to use one); run with --backend cpu "
                                    "or auto", probe.why_none));
    Sweepers found{own_devices(local_rank), 1, ""};
    found.count = static_cast<unsigned>(found.devices.size());
    for (const CudaDevice& device : probe.devices)
      if (std::ranges::count(found.devices, device.number)) found.names += (found.names.empty() ? "" : ", ") + device.name;
    return found;
  }
  if (say && !probe.devices.empty()) say("backend: cpu; the sweeps of [[percolation]] use a device with --backend cuda");
  return {{}, threads_of(experiment.run), ""};
}

// A thread's sweeps of one curve.
class Sweeping final : public Worker {
 public:
  Sweeping(std::unique_ptr<percolation::Sweeper> sweeper, std::uint64_t first, percolation::CurveTally& total)
      : sweeper_(std::move(sweeper)), first_(first), total_(total) {}

  void simulate(TrialRange batch) override {
    for (std::uint64_t i = 0; i < batch.count; ++i) mine_.add(sweeper_->run(batch.first + i - first_));
  }
  void hand_in() override { total_ += mine_; }

 private:
  std::unique_ptr<percolation::Sweeper> sweeper_;
  std::uint64_t first_;  // the curve's sweep 0, of all sweeps
  percolation::CurveTally mine_;
  percolation::CurveTally& total_;
};

// The sweeps of one curve: [first, first + its sweeps) of all.
class CurveRun {
 public:
  CurveRun(PercolationCurve& curve, std::uint64_t first, const Sweepers& sweepers, Ranks& ranks, RunRecord& record)
      : curve_(curve), first_(first), sweepers_(sweepers), ranks_(ranks), record_(record),
        graph_(make_graph(curve.settings)), points_(elements(), curve.probabilities),
        // A key of its own, so that curves are independent of each other.
        key_(network::sampler_key(record.experiment.run.seed, "percolation:" + curve.settings.name)) {
    if (kind() == percolation::Kind::site && sweepers.devices.empty()) adjacency_ = percolation::make_adjacency(graph_);
  }

  Rounds::Work work() {
    Rounds::Work work;
    // Small graphs' sweeps are dealt by the dozen.
    constexpr std::uint64_t elements_per_batch = std::uint64_t{1} << 14;
    work.batch = std::max<std::uint64_t>(1, elements_per_batch / std::max<std::uint64_t>(elements(), 1));
    work.workers = sweepers_.count;
    work.round = [this, batch = work.batch](std::uint64_t done, const DealingSettings& settings, const Report& report) {
      sweep(done, batch, settings, report);
    };
    work.estimate = [this](std::uint64_t, std::uint64_t) { return curve_.settings.name; };
    return work;
  }

 private:
  percolation::Kind kind() const { return kind_of(curve_.settings); }
  std::uint64_t elements() const { return kind() == percolation::Kind::bond ? curve_.edges : curve_.nodes; }

  std::unique_ptr<Worker> make_worker(unsigned number, percolation::CurveTally& total) const {
    auto sweeper = sweepers_.devices.empty()
                       ? percolation::make_cpu_sweeper(graph_, adjacency_, points_, kind(), key_)
                       : percolation::make_cuda_sweeper(graph_, points_, kind(), key_, {.device = sweepers_.devices[number]});
    return std::make_unique<Sweeping>(std::move(sweeper), first_, total);
  }

  void sweep(std::uint64_t done, std::uint64_t batch, const DealingSettings& settings, const Report& report) {
    const TrialRange planned = record_.provenance.planned;
    const std::uint64_t next = planned.first + done;
    const std::uint64_t end = std::min(first_ + curve_.settings.sweeps, planned.first + planned.count);
    percolation::CurveTally counted;
    counted.points.resize(curve_.probabilities.size());
    deal({next, end - next}, batch, sweepers_.count,
         [&](unsigned number) { return named(curve_.settings, [&] { return make_worker(number, counted); }); }, settings, report);
    ranks_.add_up(counted);
    if (!ranks_.first()) return;
    curve_.tally += counted;
    record_.tallies.trials += counted.sweeps;
  }

  PercolationCurve& curve_;
  std::uint64_t first_;
  const Sweepers& sweepers_;
  Ranks& ranks_;
  RunRecord& record_;
  percolation::Graph graph_;
  percolation::Curve points_;
  std::uint64_t key_;
  percolation::Adjacency adjacency_;
};

void sweep_all(const Sweepers& sweepers, const RunControls& controls, Ranks& ranks, RunRecord& record) {
  const TrialRange planned = record.provenance.planned;
  Rounds rounds(controls, ranks, record);
  std::uint64_t first = 0;
  for (PercolationCurve& curve : record.curves) {
    const std::uint64_t end = std::min(first + curve.settings.sweeps, planned.first + planned.count);
    const std::uint64_t done = ranks.from_first(record.tallies.trials);
    if (end > planned.first + done && !named(curve.settings, [&] {
          CurveRun run(curve, first, sweepers, ranks, record);
          return rounds.until(end - planned.first, run.work());
        }))
      return;
    first += curve.settings.sweeps;
  }
}

PercolationPlan plan_curve(const Experiment& experiment, const Percolation& row, const PercolationSize& size) {
  PercolationPlan plan{.name = row.name, .nodes = size.nodes, .edges = size.edges, .edges_exact = size.edges_exact};
  const bool bond = row.kind == experiment::PercolationKind::bond;
  const percolation::Curve curve(bond ? plan.edges : plan.nodes, probabilities_of(row));
  const auto memory = percolation::sweep_memory(plan.nodes, plan.edges, kind_of(row), spanning_of(row), curve.bytes());
  plan.bytes = memory.total(threads_of(experiment.run));
  if (experiment.run.backend == experiment::Backend::cuda) {
    plan.bytes = memory.graph_bytes + memory.curve_bytes;
    plan.device_bytes = percolation::cuda_sweep_bytes(plan.nodes, plan.edges, kind_of(row), spanning_of(row));
  }
  return plan;
}

}  // namespace

std::vector<PercolationPlan> plan_percolation(const Experiment& experiment) {
  std::vector<PercolationPlan> plans;
  for (const Percolation& row : experiment.outcomes.percolation) {
    PercolationSize size = size_of(row);
    if (row.graph == experiment::PercolationGraph::file) {
      const percolation::Graph graph = make_graph(row);
      size = {graph.node_count, graph.bonds.size(), 0, true};
    }
    plans.push_back(plan_curve(experiment, row, size));
  }
  return plans;
}

std::string to_string(const PercolationPlan& plan, unsigned threads) {
  const auto mebibytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / (1 << 20); };
  const std::string where =
      plan.device_bytes != 0 ? fmt::format("and {:.1f} MiB of each device's", mebibytes(plan.device_bytes))
                             : fmt::format("on {} thread{}", threads, threads == 1 ? "" : "s");
  return fmt::format("{}: {} nodes, {}{} edges, {:.1f} MiB of memory {}", plan.name, plan.nodes,
                     plan.edges_exact ? "" : "about ", plan.edges, mebibytes(plan.bytes), where);
}

RunRecord run_percolation(const Experiment& experiment, const RunControls& controls) {
  Ranks alone;
  Ranks& ranks = controls.ranks != nullptr ? *controls.ranks : alone;
  const Sweepers sweepers = choose_sweepers(experiment, controls.say, local_rank(ranks));
  RunRecord record;
  record.experiment = experiment;
  record.curves = unswept_curves(experiment);
  if (controls.earlier) go_on_from(*controls.earlier, record);
  if (controls.say)
    for (const PercolationCurve& curve : record.curves)
      controls.say(to_string(plan_curve(experiment, curve.settings, {curve.nodes, curve.edges, curve.axes, true}), sweepers.count));

  Provenance& provenance = record.provenance;
  provenance.planned = controls.range.value_or(TrialRange{0, experiment::trial_count(experiment)});
  provenance.backend = sweepers.devices.empty() ? "cpu" : "cuda";
  provenance.device = sweepers.names;
  provenance.lanes = "scalar";
  provenance.threads = sweepers.count;
  provenance.ranks = static_cast<unsigned>(ranks.count());
  provenance.sampler_contract = sampler_contract;
  ranks.together([&] { sweep_all(sweepers, controls, ranks, record); });
  return record;
}

}  // namespace kaitei::engine

#include "engine/percolation.hpp"

#include <chrono>
#include <cmath>
#include <mutex>
#include <numbers>
#include <thread>

#include <fmt/format.h>

#include "errors.hpp"
#include "kernels/cuda/cuda_backend.hpp"
#include "kernels/percolation/cuda_sweep.hpp"
#include "kernels/percolation/lattices.hpp"
#include "kernels/percolation/random_graphs.hpp"
#include "kernels/percolation/read_edges.hpp"
#include "kernels/sampler.hpp"
#include "network/element_hash.hpp"

namespace kaitei::engine {
namespace {

using experiment::Experiment;
using experiment::Percolation;
using experiment::PercolationGraph;

bool is_lattice(const Percolation& row) { return row.graph <= PercolationGraph::cubic; }

percolation::LatticeShape shape_of(const Percolation& row) {
  const std::uint32_t layers = row.graph != PercolationGraph::cubic ? 1 : row.layers != 0 ? row.layers : row.size;
  return {static_cast<percolation::LatticeKind>(row.graph), static_cast<percolation::Boundary>(row.boundary),
          {row.size, row.rows != 0 ? row.rows : row.size, layers}};
}

// What the kernels find impossible, with the curve's name.
template <class Make>
auto named(const Percolation& row, Make&& make) {
  try {
    return make();
  } catch (const std::invalid_argument& error) {
    throw UsageError(fmt::format("percolation \"{}\": {}", row.name, error.what()));
  } catch (const std::bad_alloc&) {
    throw RunError(fmt::format("percolation \"{}\" does not fit in memory (its graph and clusters are kept there); "
                               "take a smaller graph or fewer threads", row.name));
  }
}

percolation::Graph make_graph(const Percolation& row) {
  const std::uint64_t key = network::sampler_key(row.graph_seed, "graph");
  switch (row.graph) {
    case PercolationGraph::erdos_renyi: return percolation::make_erdos_renyi(row.nodes, row.edges, key);
    case PercolationGraph::random_geometric: return percolation::make_random_geometric(row.nodes, row.radius, key);
    case PercolationGraph::rmat: return percolation::make_rmat(row.scale, row.edges, key);
    case PercolationGraph::file: break;
    default: return percolation::make_lattice(shape_of(row));
  }
  try {
    return percolation::read_edges(row.file);
  } catch (const std::runtime_error& error) {
    throw DataError(error.what());
  }
}

percolation::Kind kind_of(const Percolation& row) { return static_cast<percolation::Kind>(row.kind); }

std::vector<double> probabilities_of(const Percolation& row) {
  std::vector<double> points;
  const double last = std::max(row.points - 1, 1u);
  for (std::uint32_t i = 0; i < row.points; ++i)
    points.push_back(i + 1 == row.points && i > 0
                         ? row.probability_to
                         : row.probability_from + (row.probability_to - row.probability_from) * (i / last));
  return points;
}

// Who runs the sweeps: threads, or devices with a thread each.
struct Workers {
  std::vector<CudaDevice> devices;  // empty: the CPU
  unsigned count = 1;

  std::string names() const {
    std::string names;
    for (const CudaDevice& device : devices) names += (names.empty() ? "" : ", ") + device.name;
    return names;
  }
};

// Sweeps go to a device only where one is asked for.
Workers choose_workers(const Experiment& experiment, const Notes& say) {
  if (experiment.run.backend == experiment::Backend::cpu) return {{}, percolation_threads(experiment)};
  const CudaProbe probe = probe_cuda();
  if (experiment.run.backend == experiment::Backend::cuda) {
    if (probe.devices.empty())
      throw DeviceError(fmt::format("no CUDA device can be used: {} (the run was told to use one); run with --backend cpu "
                                    "or auto", probe.why_none));
    return {probe.devices, static_cast<unsigned>(probe.devices.size())};
  }
  if (say && !probe.devices.empty()) say("backend: cpu; the sweeps of [[percolation]] use a device with --backend cuda");
  return {{}, percolation_threads(experiment)};
}

// Deals the sweeps to the workers, each with its own state; the sums are integers, so who ran which does not matter.
percolation::CurveTally sweep_on_workers(const Percolation& row, const percolation::Graph& graph,
                                         const percolation::Curve& curve, std::uint64_t key, const Workers& workers,
                                         const RunControls& controls, const std::function<void(std::uint64_t)>& report) {
  const auto kind = kind_of(row);
  const percolation::Adjacency adjacency = kind == percolation::Kind::site && workers.devices.empty()
                                               ? percolation::make_adjacency(graph) : percolation::Adjacency{};
  const auto make_sweeper = [&](unsigned worker) {
    if (workers.devices.empty()) return percolation::make_cpu_sweeper(graph, adjacency, curve, kind, key);
    return percolation::make_cuda_sweeper(graph, curve, kind, key, {.device = workers.devices[worker].number});
  };
  percolation::CurveTally total;
  std::atomic<std::uint64_t> next{0}, done{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  std::mutex adding;
  const auto stopped = [&] { return failed || (controls.stop != nullptr && *controls.stop); };
  const auto work = [&](unsigned worker) {
    try {
      const auto sweeper = make_sweeper(worker);
      percolation::CurveTally mine;
      for (std::uint64_t sweep; !stopped() && (sweep = next++) < row.sweeps;) {
        mine.add(sweeper->run(sweep));
        ++done;
        if (worker == 0) report(done);
      }
      const std::lock_guard lock(adding);
      total += mine;
    } catch (...) {
      const std::lock_guard lock(adding);
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < std::min<std::uint64_t>(workers.count, row.sweeps); ++i) others.emplace_back(work, i);
    work(0);
  }
  if (failure) std::rethrow_exception(failure);
  return total;
}

}  // namespace

unsigned percolation_threads(const Experiment& experiment) {
  return experiment.run.threads != 0 ? experiment.run.threads : std::max(1u, std::thread::hardware_concurrency());
}

std::vector<PercolationPlan> plan_percolation(const Experiment& experiment) {
  std::vector<PercolationPlan> plans;
  for (const Percolation& row : experiment.outcomes.percolation) {
    PercolationPlan plan{.name = row.name, .nodes = row.nodes, .edges = row.edges};
    auto spanning = percolation::Spanning::none;
    if (is_lattice(row)) {
      const auto size = named(row, [&] { return percolation::size_of(shape_of(row)); });
      plan.nodes = size.nodes;
      plan.edges = size.bonds;
      spanning = row.boundary == experiment::PercolationBoundary::torus ? percolation::Spanning::wrapping
                                                                        : percolation::Spanning::crossing;
    } else if (row.graph == PercolationGraph::rmat) {
      plan.nodes = std::uint64_t{1} << row.scale;
    } else if (row.graph == PercolationGraph::random_geometric) {
      const double n = static_cast<double>(row.nodes), r = row.radius;
      plan.edges = static_cast<std::uint64_t>(n * n / 2 * (std::numbers::pi * r * r - 8 * r * r * r / 3 + r * r * r * r / 2));
      plan.edges_exact = false;
    } else if (row.graph == PercolationGraph::file) {
      const auto graph = make_graph(row);
      plan.nodes = graph.node_count;
      plan.edges = graph.bonds.size();
    }
    const bool bond = row.kind == experiment::PercolationKind::bond;
    const percolation::Curve curve(bond ? plan.edges : plan.nodes, probabilities_of(row));
    const auto memory = percolation::sweep_memory(plan.nodes, plan.edges, kind_of(row), spanning, curve.bytes());
    plan.bytes = memory.total(percolation_threads(experiment));
    if (experiment.run.backend == experiment::Backend::cuda) {
      plan.bytes = memory.graph_bytes + memory.curve_bytes;
      plan.device_bytes = percolation::cuda_sweep_bytes(plan.nodes, plan.edges, kind_of(row), spanning);
    }
    plans.push_back(std::move(plan));
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

PercolationRecord run_percolation(const Experiment& experiment, const RunControls& controls) {
  if (controls.ranks != nullptr && controls.ranks->count() > 1)
    throw UsageError("percolation of large graphs over several MPI ranks (each would do the whole); run one rank");
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  std::uint64_t sweeps = 0, before = 0;
  for (const Percolation& row : experiment.outcomes.percolation) sweeps += row.sweeps;

  PercolationRecord record;
  record.experiment = experiment;
  const Workers workers = choose_workers(experiment, controls.say);
  for (const Percolation& row : experiment.outcomes.percolation) {
    PercolationCurve result{.settings = row};
    named(row, [&] {
      const percolation::Graph graph = make_graph(row);
      result.nodes = graph.node_count;
      result.edges = graph.bonds.size();
      result.axes = graph.spanning == percolation::Spanning::none ? 0 : graph.axes;
      result.probabilities = probabilities_of(row);
      const percolation::Curve curve(row.kind == experiment::PercolationKind::bond ? result.edges : result.nodes,
                                     result.probabilities);
      // A key of its own, so that curves are independent of each other.
      const std::uint64_t key = network::sampler_key(experiment.run.seed, "percolation:" + row.name);
      const double began = seconds();
      result.tally = sweep_on_workers(row, graph, curve, key, workers, controls, [&](std::uint64_t done) {
        if (!controls.on_progress) return;
        const double now = std::max(seconds(), 1e-9);
        controls.on_progress({before + done, sweeps, now, static_cast<double>(before + done) / now, row.name, "sweeps"});
      });
      result.seconds = seconds() - began;
    });
    if (result.tally.sweeps != row.sweeps)
      throw RunError(fmt::format("stopped after {} of {} sweeps (nothing was written); run again to start over",
                                 before + result.tally.sweeps, sweeps));
    before += row.sweeps;
    record.curves.push_back(std::move(result));
  }
  record.provenance.backend = workers.devices.empty() ? "cpu" : "cuda";
  record.provenance.device = workers.names();
  record.provenance.lanes = "scalar";
  record.provenance.threads = workers.count;
  record.provenance.wall_seconds = seconds();
  record.provenance.sampler_contract = sampler_contract;
  return record;
}

}  // namespace kaitei::engine

// Percolation of large graphs: every [[percolation]] of an experiment, its sweeps dealt to threads or devices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "engine/run.hpp"
#include "experiment/experiment.hpp"
#include "kernels/percolation/curve.hpp"
#include "kernels/percolation/sweep.hpp"

namespace kaitei::engine {

struct PercolationCurve {
  experiment::Percolation settings;
  std::uint64_t nodes = 0, edges = 0;
  unsigned axes = 0;                  // along which spanning was asked; 0: not at all
  std::vector<double> probabilities;  // [point]
  percolation::CurveTally tally;
  double seconds = 0;                 // of its sweeps
};

struct PercolationRecord {
  experiment::Experiment experiment;
  Provenance provenance;
  std::vector<PercolationCurve> curves;
};

// What a curve will keep in memory on so many threads, known from the experiment alone but for a file's graph or a
// random geometric one, whose edges are counted by making it; then edges are the expected ones, or 0 for a file.
struct PercolationPlan {
  std::string name;
  std::uint64_t nodes = 0, edges = 0;
  bool edges_exact = true;
  std::uint64_t bytes = 0, device_bytes = 0;  // device_bytes: of each device, where run.backend is cuda
};
std::vector<PercolationPlan> plan_percolation(const experiment::Experiment&);
// "torus: 1000000 nodes, 2000000 edges, 37.2 MiB on 2 threads"
std::string to_string(const PercolationPlan&, unsigned threads);
unsigned percolation_threads(const experiment::Experiment&);

// Logs nothing; throws UsageError, DataError or DeviceError for what cannot be run, RunError if stopped early. The
// tallies do not depend on threads or devices. Progress counts sweeps.
PercolationRecord run_percolation(const experiment::Experiment&, const RunControls& = {});

}  // namespace kaitei::engine

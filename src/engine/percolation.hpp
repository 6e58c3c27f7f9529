// Percolation of large graphs: every [[percolation]] of an experiment, its sweeps dealt to threads or devices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run.hpp"
#include "experiment/experiment.hpp"

namespace kaitei::engine {

// What a curve will keep in memory on so many threads, known from the experiment alone but for a file's graph or a
// random geometric one, whose edges are counted by making it; then edges are the expected ones.
struct PercolationPlan {
  std::string name;
  std::uint64_t nodes = 0, edges = 0;
  bool edges_exact = true;
  std::uint64_t bytes = 0, device_bytes = 0;  // device_bytes: of each device, where run.backend is cuda
};
std::vector<PercolationPlan> plan_percolation(const experiment::Experiment&);
// "torus: 1000000 nodes, 2000000 edges, 37.2 MiB on 2 threads"
std::string to_string(const PercolationPlan&, unsigned threads);

// As run(): a sweep is a trial, and the curves' sweeps are numbered through in the order of the curves, so that shards,
// rounds and ranks take ranges of them. Throws UsageError, DataError or DeviceError for what cannot be run.
RunRecord run_percolation(const experiment::Experiment&, const RunControls&);

}  // namespace kaitei::engine

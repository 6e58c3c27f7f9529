// Newman and Ziff's sweep (Phys. Rev. Lett. 85, 4104, 2000; Phys. Rev. E 64, 016706, 2001): elements are occupied one
// after another in random order, clusters are joined by union-find, and one pass gives the whole curve. Time O(M) but
// for the inverse Ackermann function; the averages are unbiased at every p, the points of one sweep are correlated.
#pragma once

#include <cstdint>
#include <memory>

#include "kernels/percolation/curve.hpp"
#include "kernels/percolation/graph.hpp"

namespace kaitei::percolation {

// What a run of sweeps keeps in memory. Only the graph and the curve are shared between threads.
struct SweepMemory {
  std::uint64_t graph_bytes = 0, curve_bytes = 0, bytes_per_thread = 0;
  std::uint64_t total(unsigned threads) const { return graph_bytes + curve_bytes + threads * bytes_per_thread; }
};

// Counts alone, so that it can be told before anything is made. For a bond sweep on one thread graph and sweep stay
// within 12 bytes an edge and 16 a node (and 2 MiB), the curve's weights apart.
SweepMemory sweep_memory(std::uint64_t node_count, std::uint64_t bond_count, Kind, Spanning,
                         std::uint64_t curve_bytes = 0);

// What one sweep takes of a CUDA device's memory; the sort's scratch, some MiB, and the records of a window come on top.
std::uint64_t cuda_sweep_bytes(std::uint64_t node_count, std::uint64_t bond_count, Kind, Spanning);

Adjacency make_adjacency(const Graph&);

// Runs sweeps, one after the other: one thread's, or one device's (cuda_sweep.hpp). Not thread-safe.
class Sweeper {
 public:
  virtual ~Sweeper() = default;
  // The canonical averages of one sweep at the points of the curve; valid until the next call. The same integers
  // whoever runs it. A sweep ends with the last step that a point of the curve needs.
  virtual std::span<const PointValues> run(std::uint64_t sweep) = 0;
};

// The graph, its adjacency (site percolation; else unused) and the curve must outlive it. Throws std::invalid_argument
// if the curve is of another number of elements than the graph has.
std::unique_ptr<Sweeper> make_cpu_sweeper(const Graph&, const Adjacency&, const Curve&, Kind, std::uint64_t key);
void check_curve(const Graph&, const Curve&, Kind);

}  // namespace kaitei::percolation

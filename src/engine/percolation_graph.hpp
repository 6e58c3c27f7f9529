// The graphs of [[percolation]], and what is known of them before a sweep.
#pragma once

#include <new>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "engine/percolation_record.hpp"
#include "errors.hpp"
#include "experiment/experiment.hpp"
#include "kernels/percolation/graph.hpp"
#include "kernels/percolation/sweep.hpp"

namespace kaitei::engine {

// Throws DataError for a file that cannot be read, else as the kernels do: see named().
percolation::Graph make_graph(const experiment::Percolation&);
inline percolation::Kind kind_of(const experiment::Percolation& row) { return static_cast<percolation::Kind>(row.kind); }
std::vector<double> probabilities_of(const experiment::Percolation&);  // [point]
percolation::Spanning spanning_of(const experiment::Percolation&);

// Size of the graph, as far as it is known without making it. Sizes are expected ones, or 0, where edges_exact is false.
struct PercolationSize {
  std::uint64_t nodes = 0, edges = 0;
  unsigned axes = 0;
  bool edges_exact = true;
};
PercolationSize size_of(const experiment::Percolation&);

// Every curve of the experiment without a sweep: a graph whose size is not known is made, and dropped.
std::vector<PercolationCurve> unswept_curves(const experiment::Experiment&);

// What the kernels find impossible, with the curve's name: UsageError, or RunError for want of memory.
template <class Make>
auto named(const experiment::Percolation& row, Make&& make) {
  try {
    return make();
  } catch (const std::invalid_argument& error) {
    throw UsageError(fmt::format("percolation \"{}\": {}", row.name, error.what()));
  } catch (const std::bad_alloc&) {
    throw RunError(fmt::format("percolation \"{}\" does not fit in memory (its graph and clusters are kept there); "
                               "take a smaller graph or fewer threads", row.name));
  }
}

}  // namespace kaitei::engine

#include <stdexcept>

#include "kernels/percolation/sweep.hpp"

namespace kaitei::percolation {

Adjacency make_adjacency(const Graph& graph) {
  Adjacency adjacency;
  adjacency.first.assign(std::size_t{graph.node_count} + 1, 0);
  for (const Bond& bond : graph.bonds) {
    ++adjacency.first[bond.from()];
    ++adjacency.first[bond.to()];
  }
  std::uint32_t end = 0;
  for (std::uint32_t& first : adjacency.first) first = end += first;
  adjacency.neighbour.resize(2 * graph.bonds.size());
  // Rows are filled from their ends, so that afterwards `first` is where they begin.
  for (std::size_t i = graph.bonds.size(); i-- > 0;) {
    const Bond& bond = graph.bonds[i];
    const std::uint32_t crosses = static_cast<std::uint32_t>(bond.seam() != 0) << 31;
    adjacency.neighbour[--adjacency.first[bond.from()]] = bond.to() | crosses;
    adjacency.neighbour[--adjacency.first[bond.to()]] = bond.from() | crosses;
  }
  return adjacency;
}

}  // namespace kaitei::percolation

#include "engine/percolation_graph.hpp"

#include <numbers>

#include "kernels/percolation/lattices.hpp"
#include "kernels/percolation/random_graphs.hpp"
#include "kernels/percolation/read_edges.hpp"
#include "network/element_hash.hpp"

namespace kaitei::engine {
namespace {

using experiment::Percolation;
using experiment::PercolationGraph;

bool is_lattice(const Percolation& row) { return row.graph <= PercolationGraph::cubic; }

percolation::LatticeShape shape_of(const Percolation& row) {
  const std::uint32_t layers = row.graph != PercolationGraph::cubic ? 1 : row.layers != 0 ? row.layers : row.size;
  return {static_cast<percolation::LatticeKind>(row.graph), static_cast<percolation::Boundary>(row.boundary),
          {row.size, row.rows != 0 ? row.rows : row.size, layers}};
}

}  // namespace

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

std::vector<double> probabilities_of(const Percolation& row) {
  std::vector<double> points;
  const double last = std::max(row.points - 1, 1u);
  for (std::uint32_t i = 0; i < row.points; ++i)
    points.push_back(i + 1 == row.points && i > 0
                         ? row.probability_to
                         : row.probability_from + (row.probability_to - row.probability_from) * (i / last));
  return points;
}

percolation::Spanning spanning_of(const Percolation& row) {
  if (!is_lattice(row)) return percolation::Spanning::none;
  return row.boundary == experiment::PercolationBoundary::torus ? percolation::Spanning::wrapping
                                                                : percolation::Spanning::crossing;
}

PercolationSize size_of(const Percolation& row) {
  if (is_lattice(row)) {
    const auto size = named(row, [&] { return percolation::size_of(shape_of(row)); });
    return {size.nodes, size.bonds, size.axes, true};
  }
  if (row.graph == PercolationGraph::rmat) return {std::uint64_t{1} << row.scale, row.edges, 0, true};
  if (row.graph == PercolationGraph::random_geometric) {
    const double n = static_cast<double>(row.nodes), r = row.radius;
    const double expected = n * n / 2 * (std::numbers::pi * r * r - 8 * r * r * r / 3 + r * r * r * r / 2);
    return {row.nodes, static_cast<std::uint64_t>(expected), 0, false};
  }
  return {row.nodes, row.edges, 0, row.graph != PercolationGraph::file};
}

std::vector<PercolationCurve> unswept_curves(const experiment::Experiment& experiment) {
  std::vector<PercolationCurve> curves;
  for (const Percolation& row : experiment.outcomes.percolation) {
    const PercolationSize size = size_of(row);
    PercolationCurve curve{row, size.nodes, size.edges, size.axes, probabilities_of(row), {}};
    if (!size.edges_exact) {
      const percolation::Graph graph = named(row, [&] { return make_graph(row); });
      curve.nodes = graph.node_count;
      curve.edges = graph.bonds.size();
    }
    curve.tally.points.resize(curve.probabilities.size());
    curves.push_back(std::move(curve));
  }
  return curves;
}

}  // namespace kaitei::engine

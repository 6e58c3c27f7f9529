// Random graphs as large graphs: the same seed gives the same graph on every machine. Simple graphs: no loops, no
// parallel edges; bonds stand in ascending order of (from, to), from < to.
#pragma once

#include <cstdint>

#include "kernels/percolation/graph.hpp"

namespace kaitei::percolation {

// Uniform among the simple graphs of so many nodes and edges: Erdos and Renyi's G(n, m). `key` is the generator's.
// Throws std::invalid_argument if there are more edges than pairs of nodes, or more than 2^31 of either.
Graph make_erdos_renyi(std::uint64_t nodes, std::uint64_t edges, std::uint64_t key);

// R-MAT with the probabilities a, b, c of Graph500 (0.57, 0.19, 0.19), of Chakrabarti, Zhan and Faloutsos (SDM 2004):
// 2^scale nodes; pairs are drawn until `edges` different ones are found. Throws std::invalid_argument as above, or if
// so many draws repeat that the edges cannot be found.
Graph make_rmat(unsigned scale, std::uint64_t edges, std::uint64_t key);

// Points uniform in the unit square, joined within `radius`; the distance is that of points on a grid of 2^-31, exact.
// Nodes are numbered by cells of the radius, row by row. Throws std::invalid_argument if radius is not in (0, 1] or the
// graph has more than 2^31 edges.
Graph make_random_geometric(std::uint64_t nodes, double radius, std::uint64_t key);

}  // namespace kaitei::percolation

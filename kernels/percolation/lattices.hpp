// Regular lattices as large graphs.
#pragma once

#include <array>
#include <cstdint>

#include "kernels/percolation/graph.hpp"

namespace kaitei::percolation {

// square: 4 neighbours. triangular: 6, a square lattice with one diagonal. honeycomb: 3, two sites per cell; A joins B
// of its own cell, B joins A of the next cell along axis 0 and along axis 1. cubic: 6, three dimensions.
enum class LatticeKind { square, triangular, honeycomb, cubic };

// open: sides along every axis; clusters that cross are looked for. torus: no sides; clusters that wrap are.
// cylinder: open along axis 0, closed along the others; clusters that cross along axis 0 are.
enum class Boundary { open, cylinder, torus };

struct LatticeShape {
  LatticeKind kind = LatticeKind::square;
  Boundary boundary = Boundary::torus;
  std::array<std::uint32_t, 3> size{1, 1, 1};  // cells along each axis; the third is 1 in two dimensions
};

struct GraphSize {
  std::uint64_t nodes = 0, bonds = 0;
  unsigned axes = 0;  // along which spanning is asked
};

// Throws std::invalid_argument if an axis is empty, closed with fewer than 3 cells, or the graph has more than 2^31
// nodes or edges.
GraphSize size_of(const LatticeShape&);

// Nodes run along axis 0 first (honeycomb: two per cell); bonds stand in the order of their nodes, by direction.
Graph make_lattice(const LatticeShape&);

}  // namespace kaitei::percolation

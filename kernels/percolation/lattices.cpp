#include "kernels/percolation/lattices.hpp"

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace kaitei::percolation {
namespace {

// A bond of every cell: from its site `from` to the site `to` of the cell one step on along each axis of `step`.
struct Step {
  std::uint32_t from, to;
  std::array<std::uint32_t, 3> step;
};

struct Pattern {
  unsigned axes;
  std::uint32_t sites_per_cell;
  std::vector<Step> steps;
};

Pattern pattern_of(LatticeKind kind) {
  switch (kind) {
    case LatticeKind::square: return {2, 1, {{0, 0, {1, 0, 0}}, {0, 0, {0, 1, 0}}}};
    case LatticeKind::triangular: return {2, 1, {{0, 0, {1, 0, 0}}, {0, 0, {0, 1, 0}}, {0, 0, {1, 1, 0}}}};
    case LatticeKind::honeycomb: return {2, 2, {{0, 1, {0, 0, 0}}, {1, 0, {1, 0, 0}}, {1, 0, {0, 1, 0}}}};
    case LatticeKind::cubic: break;
  }
  return {3, 1, {{0, 0, {1, 0, 0}}, {0, 0, {0, 1, 0}}, {0, 0, {0, 0, 1}}}};
}

bool closed(Boundary boundary, unsigned axis) {
  return boundary == Boundary::torus || (boundary == Boundary::cylinder && axis > 0);
}

std::uint64_t bonds_of(const LatticeShape& shape, const Step& step) {
  std::uint64_t count = 1;
  for (unsigned axis = 0; axis < 3; ++axis)
    count *= shape.size[axis] - (step.step[axis] && !closed(shape.boundary, axis));
  return count;
}

// A Bond's seam code from the axes whose seams are crossed.
std::uint32_t seam_code(std::uint32_t crossed, unsigned axes) {
  if (axes == 2) return crossed;
  return crossed == 4 ? 3 : crossed;  // at most one axis at a time in three dimensions
}

}  // namespace

GraphSize size_of(const LatticeShape& shape) {
  const Pattern pattern = pattern_of(shape.kind);
  std::uint64_t cells = 1;
  for (unsigned axis = 0; axis < 3; ++axis) {
    const std::uint32_t size = shape.size[axis];
    if (size == 0 || (axis >= pattern.axes && size != 1))
      throw std::invalid_argument("a lattice needs a size of at least 1 along each of its " +
                                  std::to_string(pattern.axes) + " axes, and has no others");
    if (axis < pattern.axes && closed(shape.boundary, axis) && size < 3)
      throw std::invalid_argument("a closed axis of a lattice needs at least 3 cells (with fewer, neighbours coincide)");
    cells *= size;
    if (cells > most_nodes) throw std::invalid_argument("a lattice has at most 2^31 nodes (they have 31-bit numbers)");
  }
  GraphSize size{cells * pattern.sites_per_cell, 0, shape.boundary == Boundary::cylinder ? 1 : pattern.axes};
  for (const Step& step : pattern.steps) size.bonds += bonds_of(shape, step);
  if (size.nodes > most_nodes || size.bonds > most_edges)
    throw std::invalid_argument("a lattice has at most 2^31 nodes and edges (they have 31-bit numbers)");
  return size;
}

Graph make_lattice(const LatticeShape& shape) {
  const Pattern pattern = pattern_of(shape.kind);
  const GraphSize size = size_of(shape);
  Graph graph;
  graph.node_count = static_cast<std::uint32_t>(size.nodes);
  graph.bonds.reserve(size.bonds);
  graph.spanning = shape.boundary == Boundary::torus ? Spanning::wrapping : Spanning::crossing;
  graph.axes = size.axes;
  if (graph.spanning == Spanning::crossing) graph.sides.reserve(size.nodes);

  const std::uint32_t sites = pattern.sites_per_cell;
  std::array<std::uint32_t, 3> at{};
  for (at[2] = 0; at[2] < shape.size[2]; ++at[2])
    for (at[1] = 0; at[1] < shape.size[1]; ++at[1])
      for (at[0] = 0; at[0] < shape.size[0]; ++at[0]) {
        const std::uint32_t cell = (at[2] * shape.size[1] + at[1]) * shape.size[0] + at[0];
        for (const Step& step : pattern.steps) {
          std::array<std::uint32_t, 3> to = at;
          std::uint32_t crossed = 0;
          bool inside = true;
          for (unsigned axis = 0; axis < pattern.axes; ++axis) {
            to[axis] += step.step[axis];
            if (to[axis] < shape.size[axis]) continue;
            to[axis] = 0;
            crossed |= 1u << axis;
            inside = inside && closed(shape.boundary, axis);
          }
          if (!inside) continue;
          const std::uint32_t to_cell = (to[2] * shape.size[1] + to[1]) * shape.size[0] + to[0];
          const std::uint32_t seam = graph.spanning == Spanning::wrapping ? seam_code(crossed, pattern.axes) : 0;
          graph.bonds.emplace_back(cell * sites + step.from, to_cell * sites + step.to, seam);
        }
        if (graph.spanning != Spanning::crossing) continue;
        std::uint8_t sides = 0;
        for (unsigned axis = 0; axis < graph.axes; ++axis)
          sides = static_cast<std::uint8_t>(sides | (at[axis] == 0) << 2 * axis |
                                            (at[axis] + 1 == shape.size[axis]) << (2 * axis + 1));
        graph.sides.insert(graph.sides.end(), sites, sides);
      }
  return graph;
}

}  // namespace kaitei::percolation

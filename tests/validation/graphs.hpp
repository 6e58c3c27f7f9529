// The textbook graphs of the validation tests, and how they are simulated.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/threads.hpp"
#include "kernels/cpu_backend.hpp"
#include "kernels/graph_model.hpp"
#include "network/element_hash.hpp"

namespace kaitei::validation {

inline RandomGraph with_probability(RandomGraph graph, double q) {
  for (auto& edge : graph.edges) edge.failure_probability = q;
  return graph;
}

// Five edges, s = 0, t = 3, the bridge between 1 and 2.
inline RandomGraph bridge() {
  return {4, 0, 3, {{0, 1, 0}, {0, 2, 0}, {1, 2, 0}, {1, 3, 0}, {2, 3, 0}}};
}

inline RandomGraph cycle(std::uint32_t n) {
  RandomGraph graph{n, 0, n / 2, {}};
  for (std::uint32_t i = 0; i < n; ++i) graph.edges.push_back({i, (i + 1) % n, 0});
  return graph;
}

// As the generalised Petersen graph GP(10, 2): outer ring 0-9, inner nodes 10-19. Node 0's antipode is 15: the one
// node at distance 5.
inline RandomGraph dodecahedron() {
  RandomGraph graph{20, 0, 15, {}};
  for (std::uint32_t i = 0; i < 10; ++i) {
    graph.edges.push_back({i, (i + 1) % 10, 0});
    graph.edges.push_back({i, 10 + i, 0});
    graph.edges.push_back({10 + i, 10 + (i + 2) % 10, 0});
  }
  return graph;
}

// L rows by L + 1 columns of sites; a source joined to the left column and a target to the right one by edges that
// never fail, every other edge at one half.
inline RandomGraph self_dual_square(std::uint32_t rows) {
  const std::uint32_t columns = rows + 1, sites = rows * columns;
  RandomGraph graph{sites + 2, sites, sites + 1, {}};
  for (std::uint32_t row = 0; row < rows; ++row) {
    graph.edges.push_back({graph.source, row * columns, 0});
    graph.edges.push_back({graph.target, row * columns + columns - 1, 0});
    for (std::uint32_t column = 0; column < columns; ++column) {
      const std::uint32_t site = row * columns + column;
      if (column + 1 < columns) graph.edges.push_back({site, site + 1, 0.5});
      if (row + 1 < rows) graph.edges.push_back({site, site + columns, 0.5});
    }
  }
  return graph;
}

inline RandomGraph complete(std::uint32_t n, double q) {
  RandomGraph graph{n, 0, n - 1, {}};
  for (std::uint32_t i = 0; i < n; ++i)
    for (std::uint32_t j = i + 1; j < n; ++j) graph.edges.push_back({i, j, q});
  return graph;
}

inline SamplerKeys keys(std::uint64_t seed) {
  return {network::sampler_key(seed, "failure"), network::sampler_key(seed, "failure-sparse")};
}

inline Tallies simulate(const Plan& plan, std::uint64_t trials, unsigned threads = 2) {
  return engine::simulate_on_threads(CpuBackend(threads), plan, {0, trials}, {}, {}, {});
}

// Standard errors that a count may lie off: two-sided normal 5.7e-7. The file's tests hold about fifty of them to it with fixed seeds, so
// all together raise a false alarm less than once in ten thousand suites.
inline constexpr double allowed = 5;

}  // namespace kaitei::validation

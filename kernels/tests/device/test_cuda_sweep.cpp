// Sweeps on the device against the CPU's: the same integers at every point. The same bodies run on a device, where there
// is one, and on the CPU that stands for one, where warps and lanes run in shuffled order.
#include <catch.hpp>

#include <vector>

#include "device.hpp"
#include "kernels/percolation/cuda_sweep.hpp"
#include "kernels/percolation/lattices.hpp"
#include "kernels/percolation/random_graphs.hpp"
#include "kernels/percolation/sweep.hpp"
#include "kernels/percolation/windows.hpp"

using namespace kaitei;
using namespace kaitei::percolation;

namespace {

constexpr std::uint64_t key = 0x6b61697465690007;
// Near each other, so that windows run together, and far apart, so that much is joined between them.
const std::vector<double> dense{0, 0.3, 0.45, 0.5, 0.55, 0.7, 1}, sparse{0.02, 0.6, 0.97};

void check_same(const Graph& graph, Kind kind, const std::vector<double>& probabilities, std::uint64_t longest_window) {
  const Curve curve(kind == Kind::bond ? graph.bonds.size() : graph.node_count, probabilities);
  const Adjacency adjacency = make_adjacency(graph);
  const auto cpu = make_cpu_sweeper(graph, adjacency, curve, kind, key);
  const auto cuda = make_cuda_sweeper(graph, curve, kind, key, {.threads = 64, .longest_window = longest_window});
  for (const std::uint64_t sweep : {std::uint64_t{0}, std::uint64_t{1} << 40}) {
    testing::shuffle_device(sweep + 1);
    const auto expected = cpu->run(sweep), found = cuda->run(sweep);
    REQUIRE(expected.size() == probabilities.size());
    for (std::size_t point = 0; point < expected.size(); ++point) {
      CAPTURE(sweep, probabilities[point]);
      CHECK(found[point] == expected[point]);
    }
  }
}

}  // namespace

TEST_CASE("Every lattice, boundary and kind: a sweep on the device gives the CPU's integers") {
  const Kind kind = GENERATE(Kind::bond, Kind::site);
  const Boundary boundary = GENERATE(Boundary::open, Boundary::cylinder, Boundary::torus);
  CAPTURE(static_cast<int>(kind), static_cast<int>(boundary));
  for (const LatticeKind lattice : {LatticeKind::square, LatticeKind::triangular, LatticeKind::honeycomb})
    check_same(make_lattice({lattice, boundary, {5, 4, 1}}), kind, dense, 7);
  check_same(make_lattice({LatticeKind::cubic, boundary, {3, 4, 3}}), kind, sparse, 1000);
}

TEST_CASE("Random graphs, and windows cut in all ways") {
  const Kind kind = GENERATE(Kind::bond, Kind::site);
  for (const std::uint64_t longest_window : {3u, 64u, 100000u}) {
    CAPTURE(static_cast<int>(kind), longest_window);
    check_same(make_erdos_renyi(70, 90, 1), kind, dense, longest_window);
    check_same(make_rmat(6, 150, 2), kind, dense, longest_window);
  }
  check_same(make_erdos_renyi(15, 20, 5), kind, sparse, 1);
  check_same(make_random_geometric(60, 0.2, 3), kind, sparse, 10);
}

TEST_CASE("Windows far apart on a larger torus: most elements are joined concurrently") {
  const Graph torus = make_lattice({LatticeKind::square, Boundary::torus, {48, 40, 1}});
  const Curve curve(torus.bonds.size(), {0.02, 0.5, 0.98});
  REQUIRE(windows_of(curve, 1u << 20).size() == 3);
  check_same(torus, Kind::bond, {0.02, 0.5, 0.98}, 1u << 20);
  check_same(torus, Kind::site, {0.02, 0.6, 0.98}, 100);
}

TEST_CASE("Graphs without edges or nodes, and curves without points") {
  Graph empty;
  check_same(empty, Kind::bond, dense, 10);
  empty.node_count = 3;
  check_same(empty, Kind::bond, dense, 10);
  check_same(empty, Kind::site, dense, 10);
  check_same(make_erdos_renyi(20, 30, 1), Kind::bond, {}, 10);
}

TEST_CASE("Loops and parallel edges change nothing but their own steps") {
  Graph graph;
  graph.node_count = 4;
  for (const auto& [from, to] : {std::pair{0u, 0u}, {0u, 1u}, {1u, 0u}, {2u, 3u}, {2u, 3u}, {1u, 2u}, {3u, 3u}})
    graph.bonds.emplace_back(from, to);
  for (const Kind kind : {Kind::bond, Kind::site}) check_same(graph, kind, dense, 2);
}

TEST_CASE("A curve of another graph is refused") {
  CHECK_THROWS_AS(make_cuda_sweeper(make_erdos_renyi(20, 30, 1), Curve(7, {0.5}), Kind::bond, key), std::invalid_argument);
}

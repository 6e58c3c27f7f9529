// Percolation on large graphs against exact results. Fixed seeds; every limit is at least 5.5 standard errors.
#include <catch.hpp>
#include <oracle.hpp>

#include <cmath>

#include "kernels/percolation/lattices.hpp"
#include "kernels/percolation/random_graphs.hpp"
#include "kernels/percolation/sweep.hpp"
#include "kernels/percolation/twin.hpp"

using namespace kaitei;
using namespace kaitei::percolation;

namespace {

constexpr std::uint64_t key = 0x6b61697465690005;

struct Estimate {
  double mean, error;
};

// The mean over sweeps of an observable at each probability.
std::vector<std::array<Estimate, observable_count>> estimates(const Graph& graph, Kind kind, std::vector<double> points,
                                                              std::uint64_t sweeps) {
  const Curve curve(kind == Kind::bond ? graph.bonds.size() : graph.node_count, std::move(points));
  const Adjacency adjacency = make_adjacency(graph);
  const auto sweeper = make_cpu_sweeper(graph, adjacency, curve, kind, key);
  CurveTally tally;
  for (std::uint64_t sweep = 0; sweep < sweeps; ++sweep) tally.add(sweeper->run(sweep));
  std::vector<std::array<Estimate, observable_count>> result(tally.points.size());
  const auto n = static_cast<double>(sweeps);
  for (std::size_t i = 0; i < result.size(); ++i)
    for (std::size_t o = 0; o < observable_count; ++o) {
      const double unit = unit_of(static_cast<Observable>(o)), mean = static_cast<double>(tally.points[i][o].sum) * unit / n;
      const double square = static_cast<double>(tally.points[i][o].sum_of_squares) * unit * unit / n;
      result[i][o] = {mean, std::sqrt(std::max(square - mean * mean, 0.0) / n)};
    }
  return result;
}

Estimate of(const std::array<Estimate, observable_count>& point, Observable o) { return point[static_cast<std::size_t>(o)]; }

}  // namespace

TEST_CASE("L rows by L + 1 columns of the square lattice are crossed by bonds at 1/2 with probability 1/2: enumerated") {
  const Graph graph = make_lattice({LatticeKind::square, Boundary::open, {4, 3, 1}});
  std::uint32_t crossed = 0;
  for (std::uint32_t open = 0; open < 1u << 17; ++open) {
    std::vector<bool> occupied(17);
    for (std::size_t b = 0; b < 17; ++b) occupied[b] = open >> b & 1u;
    crossed += twin::state(graph, Kind::bond, occupied).spanned_axes & 1u;
  }
  CHECK(graph.bonds.size() == 17);
  oracle::check_exact({"states of 17 bonds that cross 3 by 4 sites: half of them", "self-duality, Kesten 1982"},
                      std::vector{1u << 16}, std::vector{crossed});
}

TEST_CASE("The self-dual crossing has probability 1/2 at every size") {
  for (const auto& [rows, sweeps] : {std::pair{1u, 4000u}, {2u, 4000u}, {7u, 4000u}, {30u, 2000u}, {100u, 500u}}) {
    const Graph graph = make_lattice({LatticeKind::square, Boundary::open, {rows + 1, rows, 1}});
    const Estimate crossing = of(estimates(graph, Kind::bond, {0.5}, sweeps)[0], Observable::spanning_axis_0);
    oracle::check({"L = " + std::to_string(rows), "self-duality, Kesten 1982"}, {0.5, crossing.mean, crossing.error, 5.5, 1e-9});
  }
}

TEST_CASE("On a rhombus of the triangular lattice one player of Hex wins: sites at 1/2 cross with probability 1/2") {
  for (const auto& [size, sweeps] : {std::pair{2u, 4000u}, {11u, 4000u}, {64u, 800u}}) {
    const Graph graph = make_lattice({LatticeKind::triangular, Boundary::open, {size, size, 1}});
    const auto point = estimates(graph, Kind::site, {0.5}, sweeps)[0];
    for (const Observable axis : {Observable::spanning_axis_0, Observable::spanning_axis_1}) {
      const char* name = axis == Observable::spanning_axis_0 ? "axis 0" : "axis 1";
      oracle::check({"L = " + std::to_string(size) + ", " + name, "Hex, Gale 1979"},
                    {0.5, of(point, axis).mean, of(point, axis).error, 5.5});
    }
  }
}

TEST_CASE("Wrapping around the square torus at p_c has Pinson's probabilities") {
  // Pinson, J. Stat. Phys. 75, 1167 (1994); values of Newman and Ziff (2001). Finite sizes differ by about 1 / L^2.
  constexpr std::uint32_t size = 48;
  const Graph graph = make_lattice({LatticeKind::square, Boundary::torus, {size, size, 1}});
  const auto bonds = estimates(graph, Kind::bond, {0.5}, 4000)[0];
  const auto sites = estimates(graph, Kind::site, {0.59274605}, 4000)[0];
  for (const auto& [kind, point] : {std::pair{"bonds", bonds}, {"sites", sites}})
    for (const auto& [name, observable, exact] :
         {std::tuple{"axis 0", Observable::spanning_axis_0, 0.521058290}, {"axis 1", Observable::spanning_axis_1, 0.521058290},
          {"either axis", Observable::spanning_any, 0.690473725}, {"both axes", Observable::spanning_every, 0.351642855}}) {
      oracle::check({std::string(kind) + ", " + name, "Pinson 1994"},
                    {exact, of(point, observable).mean, of(point, observable).error, 5.5, 2.0 / (size * size)});
    }
}

TEST_CASE("The giant component of G(n, m) is the root of S = 1 - exp(-c S)") {
  constexpr double nodes = 200000;
  const Graph graph = make_erdos_renyi(200000, 400000, key);  // c = 4 p
  const auto points = estimates(graph, Kind::bond, {0.375, 0.5, 0.75}, 4);
  const std::vector<std::pair<double, double>> exact{{1.5, 0.5828116439}, {2, 0.7968121300}, {3, 0.9404797907}};
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const auto [c, giant] = exact[i];
    // The graph itself is one sample: the standard deviation of the giant component over graphs (Stepanov 1970).
    const double deviation = std::sqrt(giant * (1 - giant) / nodes) / (1 - c * (1 - giant));
    const double share = of(points[i], Observable::largest_cluster).mean / nodes;
    oracle::check({"share of the nodes, c = " + oracle::digits(c), "Erdős and Rényi 1960"}, {giant, share, deviation, 6});
    CHECK(of(points[i], Observable::second_largest_cluster).mean < 100);  // of order log n
  }
}

// Generators and components.
#include <catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>

#include "kernels/percolation/labels.hpp"
#include "kernels/percolation/lattices.hpp"
#include "kernels/percolation/random_graphs.hpp"
#include "kernels/percolation/read_edges.hpp"
#include "kernels/percolation/sweep.hpp"
#include "kernels/percolation/thresholds.hpp"
#include "kernels/percolation/twin.hpp"

using namespace kaitei::percolation;

namespace {

std::vector<std::uint32_t> degrees(const Graph& graph) {
  std::vector<std::uint32_t> degree(graph.node_count, 0);
  for (const Bond& bond : graph.bonds) {
    ++degree[bond.from()];
    ++degree[bond.to()];
  }
  return degree;
}

bool is_simple(const Graph& graph) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const Bond& bond : graph.bonds)
    if (bond.from() == bond.to() || !pairs.insert(std::minmax(bond.from(), bond.to())).second) return false;
  return true;
}

}  // namespace

TEST_CASE("On a torus every node has its lattice's number of neighbours") {
  for (const auto& [kind, degree] : {std::pair{LatticeKind::square, 4u}, {LatticeKind::triangular, 6u},
                                     {LatticeKind::honeycomb, 3u}, {LatticeKind::cubic, 6u}}) {
    const LatticeShape shape{kind, Boundary::torus, {5, 4, kind == LatticeKind::cubic ? 3u : 1u}};
    const Graph graph = make_lattice(shape);
    CHECK(size_of(shape).nodes == graph.node_count);
    CHECK(size_of(shape).bonds == graph.bonds.size());
    CHECK(std::ranges::all_of(degrees(graph), [d = degree](std::uint32_t n) { return n == d; }));
    CHECK(is_simple(graph));
    CHECK(label_components(graph, 1) == Labels(graph.node_count, 0));
  }
}

TEST_CASE("Open lattices have the bonds and sides of their shape") {
  const Graph graph = make_lattice({LatticeKind::square, Boundary::open, {4, 3, 1}});
  CHECK(graph.bonds.size() == 3 * 3 + 4 * 2);
  CHECK(graph.sides[0] == 0b0101);
  CHECK(graph.sides[3] == 0b0110);
  CHECK(graph.sides[5] == 0);
  CHECK(graph.sides[11] == 0b1010);
  CHECK(make_lattice({LatticeKind::cubic, Boundary::cylinder, {3, 4, 5}}).bonds.size() == 2 * 20 + 60 + 60);
}

TEST_CASE("Shapes that cannot be are refused") {
  CHECK_THROWS_AS(size_of({LatticeKind::square, Boundary::torus, {2, 5, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(size_of({LatticeKind::square, Boundary::open, {0, 5, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(size_of({LatticeKind::square, Boundary::open, {5, 5, 2}}), std::invalid_argument);
  CHECK_THROWS_AS(size_of({LatticeKind::cubic, Boundary::open, {4096, 4096, 4096}}), std::invalid_argument);
  CHECK_THROWS_AS(make_erdos_renyi(4, 7, 1), std::invalid_argument);
  CHECK_THROWS_AS(make_rmat(32, 1, 1), std::invalid_argument);
  CHECK_THROWS_AS(make_random_geometric(10, 0, 1), std::invalid_argument);
}

TEST_CASE("Random graphs are simple, sorted, of the size asked, and follow from their key") {
  const auto sorted = [](const Graph& graph) {
    return std::ranges::is_sorted(graph.bonds, {}, [](const Bond& b) { return std::pair(b.from(), b.to()); });
  };
  for (const auto& make : {+[](std::uint64_t k) { return make_erdos_renyi(100, 300, k); },
                           +[](std::uint64_t k) { return make_rmat(8, 900, k); },
                           +[](std::uint64_t k) { return make_random_geometric(300, 0.1, k); }}) {
    const Graph graph = make(1);
    CHECK(is_simple(graph));
    CHECK(sorted(graph));
    CHECK(std::ranges::all_of(graph.bonds, [](const Bond& b) { return b.from() < b.to(); }));
    CHECK(graph.bonds == make(1).bonds);
    CHECK(graph.bonds != make(2).bonds);
  }
  CHECK(make_erdos_renyi(100, 300, 1).bonds.size() == 300);
  CHECK(make_rmat(8, 900, 1).bonds.size() == 900);
  CHECK(make_erdos_renyi(10, 45, 1).bonds.size() == 45);  // the complete graph
  CHECK(make_random_geometric(20, 1, 1).node_count == 20);
}

TEST_CASE("Edges of G(n, m) are uniform over the pairs") {
  // Each of the 45 pairs of 10 nodes is in G(10, 9) with probability 1/5.
  constexpr int graphs = 20000;
  std::vector<int> count(100, 0);
  for (int i = 0; i < graphs; ++i)
    for (const Bond& bond : make_erdos_renyi(10, 9, static_cast<std::uint64_t>(i)).bonds)
      ++count[bond.from() * 10 + bond.to()];
  const double error = std::sqrt(0.2 * 0.8 / graphs);
  for (int from = 0; from < 10; ++from)
    for (int to = from + 1; to < 10; ++to) {
      CAPTURE(from, to);
      CHECK(std::abs(count[static_cast<std::size_t>(from * 10 + to)] / double{graphs} - 0.2) < 6 * error);
    }
}

TEST_CASE("A random geometric graph's mean degree is that of a disc, its edge effect included") {
  // Expected pairs within r in the unit square: n (n - 1) / 2 (pi r^2 - 8 r^3 / 3 + r^4 / 2).
  const double n = 20000, r = 0.01;
  const double expected = n * (n - 1) / 2 * (std::acos(-1) * r * r - 8 * r * r * r / 3 + r * r * r * r / 2);
  const auto bonds = static_cast<double>(make_random_geometric(20000, r, 4).bonds.size());
  // Near Poisson; the shared ends add less than half the variance again (n^3 of order (pi r^2)^2 terms vanish inside).
  CHECK(std::abs(bonds - expected) < 6 * std::sqrt(1.5 * expected));
}

TEST_CASE("Labels are the smallest node of the component, on any number of threads, whole and sampled") {
  for (const Graph& graph : {make_erdos_renyi(3000, 3000, 5), make_rmat(12, 5000, 6), make_random_geometric(3000, 0.02, 7),
                             make_lattice({LatticeKind::honeycomb, Boundary::torus, {40, 41, 1}})}) {
    // By search.
    const Adjacency adjacency = make_adjacency(graph);
    const auto search = [&](const std::vector<bool>& open) {
      std::vector<std::vector<std::uint32_t>> neighbours(graph.node_count);
      for (std::size_t i = 0; i < graph.bonds.size(); ++i)
        if (open[i]) {
          neighbours[graph.bonds[i].from()].push_back(graph.bonds[i].to());
          neighbours[graph.bonds[i].to()].push_back(graph.bonds[i].from());
        }
      Labels labels(graph.node_count, ~0u);
      for (std::uint32_t start = 0; start < graph.node_count; ++start) {
        std::vector<std::uint32_t> stack{start};
        while (!stack.empty()) {
          const std::uint32_t node = stack.back();
          stack.pop_back();
          if (labels[node] != ~0u) continue;
          labels[node] = start;
          stack.insert(stack.end(), neighbours[node].begin(), neighbours[node].end());
        }
      }
      return labels;
    };
    const Labels whole = search(std::vector<bool>(graph.bonds.size(), true));
    std::vector<bool> open(graph.bonds.size());
    for (std::uint32_t i = 0; i < graph.bonds.size(); ++i) open[i] = threshold(9, 2, i) < threshold_of(0.6);
    const Labels sampled = search(open);
    for (const unsigned threads : {1u, 2u, 5u}) {
      CHECK(label_components(graph, threads) == whole);
      CHECK(label_sample(graph, 9, 2, 0.6, threads) == sampled);
    }
    const ClusterSizes sizes = sizes_of(sampled), expected = twin::state(graph, Kind::bond, open).sizes;
    CHECK(sizes.largest == expected.largest);
    CHECK(sizes.second_largest == expected.second_largest);
    CHECK(sizes.count == expected.count);
    CHECK(sizes.squares == expected.squares);
    const std::vector<double> probabilities{0, 0.2, 0.6, 0.6, 1};
    const auto many = sizes_at(graph, 9, 2, probabilities);
    CHECK(many[0].count == graph.node_count);
    for (const std::size_t i : {2u, 3u}) {
      CHECK(many[i].squares == expected.squares);
      CHECK(many[i].count == expected.count);
    }
    CHECK(many[4].squares == sizes_of(whole).squares);
  }
}

TEST_CASE("Labels of more nodes than a cache holds, their bonds far apart, are those of the same graph packed") {
  const Graph packed = make_erdos_renyi(100'000, 120'000, 8);
  constexpr std::uint32_t apart = 25;
  Graph wide;
  wide.node_count = packed.node_count * apart;
  for (const Bond& bond : packed.bonds) wide.bonds.emplace_back(bond.from() * apart, bond.to() * apart);
  const Labels expected = label_components(packed, 1), sampled = label_sample(packed, 9, 2, 0.6, 1);
  for (const unsigned threads : {1u, 2u, 5u}) {
    const Labels whole_wide = label_components(wide, threads), sampled_wide = label_sample(wide, 9, 2, 0.6, threads);
    bool as_packed = true, others_alone = true;
    for (std::uint32_t node = 0; node < wide.node_count; ++node)
      if (node % apart == 0)
        as_packed &= whole_wide[node] == expected[node / apart] * apart && sampled_wide[node] == sampled[node / apart] * apart;
      else others_alone &= whole_wide[node] == node && sampled_wide[node] == node;
    CHECK(as_packed);
    CHECK(others_alone);
  }
}

TEST_CASE("Edge lists are read as text and as pairs, and what is wrong in them is named") {
  const auto folder = std::filesystem::temp_directory_path() / "kaitei-test-edges";
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, std::string_view text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  };
  const Graph text = read_edges(write("a.txt", "# nodes from 0\n3 1\n\n0,1 0.5\n2 2\n1 3\n% end\n"));
  CHECK(text.node_count == 4);
  CHECK(text.bonds == HugeArray<Bond>{{0, 1}, {1, 3}, {1, 3}});
  using namespace std::string_view_literals;
  const Graph pairs = read_edges(write("a.bin", "\3\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\3\0\0\0"sv));
  CHECK(pairs.bonds == text.bonds);
  CHECK_THROWS_WITH(read_edges(write("b.txt", "0 1\n2 x\n")), ContainsSubstring("b.txt:2: two node numbers"));
  CHECK_THROWS_WITH(read_edges(write("c.txt", "0 2147483648\n")), ContainsSubstring("31 bits"));
  CHECK_THROWS_WITH(read_edges(write("d.bin", "\1\0\0\0\2"sv)), ContainsSubstring("cut off"));
  CHECK_THROWS_WITH(read_edges(folder / "missing"), ContainsSubstring("missing"));
  std::filesystem::remove_all(folder);
}

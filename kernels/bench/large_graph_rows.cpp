// Large graphs: a whole Newman-Ziff sweep, a sample at p = 1/2 with its components, and the components of the whole
// graph, each against what a careful programmer writes first: Fisher and Yates' shuffle by xoshiro256++ and union-find by
// size with path compression, as in Newman and Ziff's published program. On several threads the whole graph's components
// are held against Afforest as well. Graphs, and the neighbours that Afforest needs, are made once, outside the time.
#include <algorithm>
#include <fstream>
#include <memory>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "afforest.hpp"
#include "kernels/percolation/labels.hpp"
#include "kernels/percolation/lattices.hpp"
#include "kernels/percolation/random_graphs.hpp"
#include "kernels/percolation/sweep.hpp"
#include "row.hpp"
#include "xoshiro.hpp"

namespace kaitei::bench {
namespace {

using namespace percolation;

constexpr std::uint64_t key = 0x6b61697465690006;

// Made when a row first needs it, so that a filter spares the others.
class LazyGraph {
 public:
  explicit LazyGraph(std::function<Graph()> make) : make_(std::move(make)) {}
  const Graph& operator()() {
    std::call_once(made_, [&] { graph_ = make_(); });
    return graph_;
  }

 private:
  std::function<Graph()> make_;
  std::once_flag made_;
  Graph graph_;
};
using SharedGraph = std::shared_ptr<LazyGraph>;

class PlainUnionFind {
 public:
  explicit PlainUnionFind(std::uint32_t nodes) : link_(nodes, -1), count_(nodes) {}
  void join(std::uint32_t a, std::uint32_t b) {
    std::int32_t i = find(static_cast<std::int32_t>(a)), j = find(static_cast<std::int32_t>(b));
    if (i == j) return;
    if (link_[i] > link_[j]) std::swap(i, j);
    link_[i] += link_[j];
    link_[j] = i;
    largest_ = std::max(largest_, -link_[i]);
    --count_;
  }
  std::int32_t find(std::int32_t i) {
    std::int32_t root = i;
    while (link_[root] >= 0) root = link_[root];
    while (link_[i] >= 0) i = std::exchange(link_[i], root);
    return root;
  }
  std::int32_t largest() const { return largest_; }
  std::uint32_t count() const { return count_; }

 private:
  std::vector<std::int32_t> link_;
  std::int32_t largest_ = 1;
  std::uint32_t count_;
};

double share(double count, const Graph& graph) { return count / graph.node_count; }

// The share of nodes in the largest cluster with two thirds of the bonds occupied, after a whole sweep.
double twin_sweep(const Graph& graph, std::uint64_t seed) {
  Xoshiro256 random(seed);
  std::vector<std::uint32_t> order(graph.bonds.size());
  std::iota(order.begin(), order.end(), 0u);
  for (std::size_t i = 0; i + 1 < order.size(); ++i)
    std::swap(order[i], order[i + static_cast<std::size_t>((random() >> 32) * (order.size() - i) >> 32)]);
  PlainUnionFind clusters(graph.node_count);
  std::vector<std::int32_t> largest;
  largest.reserve(order.size());
  for (const std::uint32_t i : order) {
    clusters.join(graph.bonds[i].from(), graph.bonds[i].to());
    largest.push_back(clusters.largest());
  }
  return share(largest[largest.size() / 3 * 2], graph);
}

double twin_sample(const Graph& graph, std::uint64_t seed) {
  Xoshiro256 random(seed);
  PlainUnionFind clusters(graph.node_count);
  for (const Bond& bond : graph.bonds)
    if (random() >> 63) clusters.join(bond.from(), bond.to());
  for (std::uint32_t node = 0; node < graph.node_count; ++node) clusters.find(static_cast<std::int32_t>(node));
  return share(clusters.count(), graph);
}

double twin_label(const Graph& graph) {
  PlainUnionFind clusters(graph.node_count);
  for (const Bond& bond : graph.bonds) clusters.join(bond.from(), bond.to());
  for (std::uint32_t node = 0; node < graph.node_count; ++node) clusters.find(static_cast<std::int32_t>(node));
  return share(clusters.count(), graph);
}

double components(const Labels& labels, const Graph& graph) {
  std::uint32_t count = 0;
  for (std::uint32_t node = 0; node < graph.node_count; ++node) count += labels[node] == node;
  return share(count, graph);
}

// A sweep's state, made at the first repetition.
struct LazySweeper {
  std::once_flag made;
  std::unique_ptr<Curve> curve;
  std::unique_ptr<Sweeper> sweeper;
  Adjacency none;
};

// A sweep's share of the largest cluster at two thirds, one of the curve's points. The rest of the curve only costs time.
std::function<double(const Graph&, std::uint64_t)> curve_row(std::vector<double> points) {
  const auto at = static_cast<std::size_t>(std::ranges::find(points, 2.0 / 3) - points.begin());
  return [lazy = std::make_shared<LazySweeper>(), points, at](const Graph& g, std::uint64_t sweep) {
    std::call_once(lazy->made, [&] {
      lazy->curve = std::make_unique<Curve>(g.bonds.size(), points);
      lazy->sweeper = make_cpu_sweeper(g, lazy->none, *lazy->curve, Kind::bond, key);
    });
    return share(static_cast<double>(lazy->sweeper->run(sweep)[at][0]) * unit_of(Observable::largest_cluster), g);
  };
}

void add_section(std::vector<Row>& rows, const Options& options, const std::string& section, double edges,
                 const SharedGraph& graph) {
  Row row;
  row.section = section;
  row.unit = "edges";
  row.items_per_iteration = edges;
  const auto add = [&](const std::string& name, const std::string& answer, double tolerance, const std::string& baseline,
                       unsigned threads, std::function<double(const Graph&, std::uint64_t)> once) {
    row.name = name;
    row.answer = answer;
    row.partner = row.baseline = baseline;
    row.tolerance = tolerance;
    row.threads = threads;
    row.clock = threads == 1 ? Clock::cpu : Clock::wall;
    row.run = [graph, once](std::uint64_t iterations, std::uint64_t repetition) {
      double sum = 0;
      for (std::uint64_t i = 0; i < iterations; ++i) sum += once((*graph)(), (repetition << 20) + i);
      return sum / static_cast<double>(iterations);
    };
    rows.push_back(row);
  };
  const std::string largest = "share of the largest cluster", count = "components a node";
  add("twin sweep", largest, 0, "", 1, twin_sweep);
  add("sweep", largest, 0.05, "twin sweep", 1, curve_row({2.0 / 3, 1}));
  std::vector<double> hundred{2.0 / 3};
  for (int i = 0; i <= 100; ++i) hundred.push_back(i / 100.0);
  std::ranges::sort(hundred);
  add("sweep, averages at 102 points", largest, 0.05, "twin sweep", 1, curve_row(hundred));
  add("twin sample at 1/2 and label", count, 0, "", 1, twin_sample);
  add("sample at 1/2 and label", count, 0.1, "twin sample at 1/2 and label", 1,
      [](const Graph& g, std::uint64_t sweep) { return components(label_sample(g, key, sweep, 0.5, 1), g); });
  add("twin label", count, 0, "", 1, [](const Graph& g, std::uint64_t) { return twin_label(g); });
  add("label", count, 0, "twin label", 1,
      [](const Graph& g, std::uint64_t) { return components(label_components(g, 1), g); });
  if (options.threads == 1) return;
  const std::string threads = ", " + std::to_string(options.threads) + " threads";
  struct LazyAdjacency {
    std::once_flag made;
    Adjacency adjacency;
  };
  const auto neighbours = std::make_shared<LazyAdjacency>();
  add("Afforest" + threads, count, 0, "twin label", options.threads,
      [neighbours, threads = options.threads](const Graph& g, std::uint64_t) {
        std::call_once(neighbours->made, [&] { neighbours->adjacency = make_adjacency(g); });
        return components(afforest(neighbours->adjacency, threads), g);
      });
  add("label" + threads, count, 0, "Afforest" + threads, options.threads,
      [threads = options.threads](const Graph& g, std::uint64_t) { return components(label_components(g, threads), g); });
}

struct LargeGraph {
  std::string section, file;
  double edges;
  SharedGraph graph;
};

std::vector<LargeGraph> large_graphs(LargeGraphs size) {
  const bool full = size == LargeGraphs::full;
  const std::uint32_t side = full ? 1000 : 60;
  const std::uint64_t edges = full ? 10'000'000 : 6'000;
  const unsigned scale = full ? 20 : 10;
  const auto lazy = [](auto make) { return std::make_shared<LazyGraph>(make); };
  const double many = static_cast<double>(edges);
  return {{"large square lattice, 1000 by 1000", "lattice.bin", 2.0 * side * (side - 1), lazy([side] {
             Graph graph = make_lattice({LatticeKind::square, Boundary::open, {side, side, 1}});
             graph.spanning = Spanning::none;
             return graph;
           })},
          {"large Erdos-Renyi, 5 million nodes, 10 million edges", "erdos-renyi.bin", many,
           lazy([edges] { return make_erdos_renyi(edges / 2, edges, key); })},
          {"large R-MAT, 2^20 nodes, 10 million edges", "rmat.bin", many,
           lazy([edges, scale] { return make_rmat(scale, edges, key); })}};
}

}  // namespace

std::vector<Row> large_graph_rows(const Options& options) {
  std::vector<Row> rows;
  for (const LargeGraph& large : large_graphs(options.large_graphs))
    add_section(rows, options, large.section, large.edges, large.graph);
  return rows;
}

void write_large_graphs(const std::filesystem::path& folder) {
  for (const LargeGraph& large : large_graphs(LargeGraphs::full)) {
    std::ofstream file(folder / large.file, std::ios::binary);
    for (const Bond& bond : (*large.graph)().bonds) {
      const std::uint32_t ends[2] = {bond.from(), bond.to()};
      file.write(reinterpret_cast<const char*>(ends), sizeof ends);
    }
    if (!file.flush()) throw std::runtime_error((folder / large.file).string() + " cannot be written; is there a folder with room?");
  }
}

}  // namespace kaitei::bench

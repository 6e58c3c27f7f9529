#include "kernels/percolation/random_graphs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "kernels/philox.hpp"
#include "kernels/word.hpp"

namespace kaitei::percolation {
namespace {

// The four words of the generator's draw number `quad` of `item`.
std::array<std::uint32_t, 4> draw(std::uint64_t key, std::uint64_t item, std::uint32_t quad) {
  Word32 words[4] = {{0}, {quad}, {static_cast<std::uint32_t>(item)}, {static_cast<std::uint32_t>(item >> 32)}};
  philox4x32_10(words, key);
  return {words[0].value, words[1].value, words[2].value, words[3].value};
}

// floor(U bound) for a 64-bit U in [0, 1): biased by less than bound 2^-64.
std::uint64_t below(std::uint64_t bound, std::uint32_t high, std::uint32_t low) {
  const std::uint64_t u = static_cast<std::uint64_t>(high) << 32 | low;
  __extension__ using Wide128 = unsigned __int128;
  return static_cast<std::uint64_t>(static_cast<Wide128>(u) * bound >> 64);
}

void require(bool holds, const std::string& message) {
  if (!holds) throw std::invalid_argument(message);
}

void require_size(std::uint64_t nodes, std::uint64_t edges) {
  require(nodes <= most_nodes && edges <= most_edges,
          "a graph has at most 2^31 nodes and edges (they have 31-bit numbers)");
  const std::uint64_t pairs = nodes % 2 ? nodes * (nodes / 2) : nodes / 2 * (nodes - (nodes > 0));
  require(edges <= pairs, std::to_string(nodes) + " nodes have no " + std::to_string(edges) + " pairs to join");
}

// The first `edges` different pairs of a stream: pair(i) is from << 32 | to with from < to, or a loop (from == to),
// which is passed over.
template <class Pair>
HugeArray<Bond> first_distinct(std::uint64_t edges, Pair&& pair) {
  std::vector<std::uint64_t> found;
  found.reserve(edges + edges / 8);
  for (std::uint64_t drawn = 0; found.size() < edges;) {
    // As many more as are missing can never be too many.
    for (std::uint64_t missing = edges - found.size(); missing > 0; --missing) {
      const std::uint64_t p = pair(drawn++);
      if (p >> 32 != (p & 0xFFFFFFFFu)) found.push_back(p);
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    require(drawn < 64 * edges + 1024, "the generator's pairs repeat so often that " + std::to_string(edges) +
                                           " different ones are not found; take fewer edges or more nodes");
  }
  HugeArray<Bond> bonds;
  bonds.reserve(edges);
  for (const std::uint64_t p : found)
    bonds.emplace_back(static_cast<std::uint32_t>(p >> 32), static_cast<std::uint32_t>(p));
  return bonds;
}

std::uint64_t ordered_pair(std::uint64_t a, std::uint64_t b) { return std::min(a, b) << 32 | std::max(a, b); }

Graph plain_graph(std::uint64_t nodes, HugeArray<Bond> bonds) {
  Graph graph;
  graph.node_count = static_cast<std::uint32_t>(nodes);
  graph.bonds = std::move(bonds);
  return graph;
}

}  // namespace

Graph make_erdos_renyi(std::uint64_t nodes, std::uint64_t edges, std::uint64_t key) {
  require_size(nodes, edges);
  return plain_graph(nodes, first_distinct(edges, [&](std::uint64_t i) {
                       const auto word = draw(key, i, 0);
                       return ordered_pair(below(nodes, word[0], word[1]), below(nodes, word[2], word[3]));
                     }));
}

Graph make_rmat(unsigned scale, std::uint64_t edges, std::uint64_t key) {
  require(scale <= 31, "an R-MAT graph has at most 2^31 nodes (they have 31-bit numbers)");
  require_size(std::uint64_t{1} << scale, edges);
  // floor(2^32 a), floor(2^32 (a + b)), floor(2^32 (a + b + c)).
  constexpr std::uint32_t a = 2448131358u, ab = 3264175144u, abc = 4080218931u;
  return plain_graph(std::uint64_t{1} << scale, first_distinct(edges, [&](std::uint64_t i) {
                       std::uint64_t from = 0, to = 0;
                       std::array<std::uint32_t, 4> word{};
                       for (unsigned level = 0; level < scale; ++level) {
                         if (level % 4 == 0) word = draw(key, i, level / 4);
                         const std::uint32_t u = word[level % 4];
                         from = from << 1 | (u >= ab);
                         to = to << 1 | ((u >= a && u < ab) || u >= abc);
                       }
                       return ordered_pair(from, to);
                     }));
}

Graph make_random_geometric(std::uint64_t nodes, double radius, std::uint64_t key) {
  require(radius > 0 && radius <= 1, "the radius of a random geometric graph lies above 0 and up to 1");
  require(nodes <= most_nodes, "a graph has at most 2^31 nodes (they have 31-bit numbers)");
  struct Point {
    std::uint32_t cell_y, cell_x, x, y;
    auto operator<=>(const Point&) const = default;
  };
  const auto reach = static_cast<std::int64_t>(std::floor(radius * 0x1p31));
  require(reach > 0, "the radius of a random geometric graph is at least 2^-31");
  // No cell is narrower than the radius; more cells than points would only cost memory.
  const auto cells = static_cast<std::uint32_t>(std::max<std::int64_t>(
      1, std::min((std::int64_t{1} << 31) / reach, static_cast<std::int64_t>(std::sqrt(static_cast<double>(nodes))))));
  std::vector<Point> points(nodes);
  for (std::uint64_t i = 0; i < nodes; ++i) {
    const auto word = draw(key, i, 0);
    const std::uint32_t x = word[0] >> 1, y = word[1] >> 1;
    const auto cell = [&](std::uint32_t v) { return static_cast<std::uint32_t>(std::uint64_t{v} * cells >> 31); };
    points[i] = {cell(y), cell(x), x, y};
  }
  std::ranges::sort(points);
  std::vector<std::uint32_t> first(std::size_t{cells} * cells + 1, 0);
  for (const Point& p : points) ++first[std::size_t{p.cell_y} * cells + p.cell_x + 1];
  for (std::size_t c = 1; c < first.size(); ++c) first[c] += first[c - 1];

  HugeArray<Bond> bonds;
  const auto square = [](std::int64_t d) { return static_cast<std::uint64_t>(d * d); };
  for (std::uint32_t i = 0; i < nodes; ++i) {
    const Point& p = points[i];
    const auto join = [&](std::uint32_t begin, std::uint32_t end) {
      for (std::uint32_t j = begin; j < end; ++j) {
        const std::int64_t dx = std::int64_t{points[j].x} - p.x, dy = std::int64_t{points[j].y} - p.y;
        if (square(dx) + square(dy) <= square(reach)) bonds.emplace_back(i, j);
      }
    };
    // The rest of its own cell and the next one's, then the three below.
    const std::size_t row = std::size_t{p.cell_y} * cells;
    const std::uint32_t left = p.cell_x - (p.cell_x > 0), right = std::min(p.cell_x + 1, cells - 1);
    join(i + 1, first[row + right + 1]);
    if (p.cell_y + 1 < cells) join(first[row + cells + left], first[row + cells + right + 1]);
    require(bonds.size() <= most_edges, "a graph has at most 2^31 edges; take fewer nodes or a smaller radius");
  }
  return plain_graph(nodes, std::move(bonds));
}

}  // namespace kaitei::percolation

#include "kernels/percolation/labels.hpp"

#include <algorithm>
#include <barrier>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "kernels/percolation/draw.hpp"
#include "kernels/percolation/hook_compress.hpp"

namespace kaitei::percolation {
namespace {

constexpr std::uint32_t block_size = 2048;  // even, as thresholds are drawn in pairs
constexpr std::uint32_t lookahead = 32;  // bonds between fetching a node, fetching its parent, and joining

struct Range {
  std::uint32_t first, last;
  bool holds(std::uint32_t i) const { return i - first < last - first; }
};

Range part(std::uint64_t count, unsigned index, unsigned parts) {
  const auto cut = [&](unsigned i) {  // even, but for the last
    return i == parts ? count : count / 2 * i / parts * 2;
  };
  return {static_cast<std::uint32_t>(cut(index)), static_cast<std::uint32_t>(cut(index + 1))};
}

// Calls join with the bonds of the numbers given; what their ends and the ends' parents hold is fetched ahead.
template <class Number, class Join>
void for_each_bond(const Bond* bonds, const std::uint32_t* parent, std::uint32_t count, Number&& number, Join&& join) {
  // Inlined by force: GCC 12 takes a function that only prefetches for one that does nothing, and drops its calls.
  const auto fetch = [&](std::uint32_t i) __attribute__((always_inline)) {
    const Bond bond = bonds[number(i)];
    __builtin_prefetch(parent + bond.from());
    __builtin_prefetch(parent + bond.to());
  };
  const auto fetch_parents = [&](std::uint32_t i) __attribute__((always_inline)) {
    const Bond bond = bonds[number(i)];
    __builtin_prefetch(parent + Together::load(parent + bond.from()));
    __builtin_prefetch(parent + Together::load(parent + bond.to()));
  };
  for (std::uint32_t i = 0; i < std::min(2 * lookahead, count); ++i) fetch(i);
  for (std::uint32_t i = 0; i < std::min(lookahead, count); ++i) fetch_parents(i);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + 2 * lookahead < count) fetch(i + 2 * lookahead);
    if (i + lookahead < count) fetch_parents(i + lookahead);
    join(number(i));
  }
}

// visit(first, last, f): calls f(count, number) for the bonds of first <= i < last that are to be joined.
template <class Visit>
Labels label(const Graph& graph, unsigned threads, Visit&& visit) {
  threads = std::max(threads, 1u);
  Labels labels(graph.node_count);
  std::uint32_t* const parent = labels.data();
  const Bond* const bonds = graph.bonds.data();
  std::barrier meet(threads);
  const auto work = [&](unsigned index) {
    const Range nodes = part(graph.node_count, index, threads), mine = part(graph.bonds.size(), index, threads);
    std::iota(parent + nodes.first, parent + nodes.last, nodes.first);
    std::vector<std::uint32_t> across;  // bonds that leave this thread's nodes
    visit(mine.first, mine.last, [&](std::uint32_t count, auto&& number) {
      for_each_bond(bonds, parent, count, number, [&](std::uint32_t i) {
        const Bond bond = bonds[i];
        if (nodes.holds(bond.from()) && nodes.holds(bond.to()))
          hook<Alone>(parent, bond.from(), bond.to());
        else across.push_back(i);
      });
    });
    meet.arrive_and_wait();
    for_each_bond(bonds, parent, static_cast<std::uint32_t>(across.size()),
                  [&](std::uint32_t i) { return across[i]; },
                  [&](std::uint32_t i) { hook<Together>(parent, bonds[i].from(), bonds[i].to()); });
    meet.arrive_and_wait();
    for (std::uint32_t node = nodes.first; node < nodes.last; ++node)
      Together::store(parent + node, root_of<Together>(parent, node));
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work, i);
  work(0);
  others.clear();
  return labels;
}

}  // namespace

std::uint64_t threshold_of(double p) {
  if (!(p >= 0 && p <= 1)) throw std::invalid_argument("an occupation probability lies between 0 and 1");
  return p == 1 ? UINT64_MAX : static_cast<std::uint64_t>(std::ldexp(p, 64));
}

Labels label_components(const Graph& graph, unsigned threads) {
  return label(graph, threads, [](std::uint32_t first, std::uint32_t last, auto&& f) {
    f(last - first, [first](std::uint32_t i) { return first + i; });
  });
}

Labels label_sample(const Graph& graph, std::uint64_t key, std::uint64_t sweep, double p, unsigned threads) {
  if (p == 1) return label_components(graph, threads);
  const std::uint64_t below = threshold_of(p);
  const DrawFunctions draw = draw_functions();
  return label(graph, threads, [&](std::uint32_t first, std::uint32_t last, auto&& f) {
    std::vector<std::uint32_t> open(block_size);
    for (std::uint64_t begin = first; begin < last; begin += block_size) {
      const auto end = static_cast<std::uint32_t>(std::min<std::uint64_t>(begin + block_size, last));
      const std::uint32_t count = draw.pick(key, sweep, static_cast<std::uint32_t>(begin), end, below, open.data());
      f(count, [&](std::uint32_t i) { return open[i]; });
    }
  });
}

ClusterSizes sizes_of(const Labels& labels) {
  std::vector<std::uint32_t> size(labels.size(), 0);
  for (const std::uint32_t label : labels) ++size[label];
  ClusterSizes sizes;
  for (const std::uint32_t s : size) {
    sizes.count += s != 0;
    sizes.squares += static_cast<std::uint64_t>(s) * s;
    sizes.second_largest = std::max(sizes.second_largest, std::min(s, sizes.largest));
    sizes.largest = std::max(sizes.largest, s);
  }
  return sizes;
}

std::vector<ClusterSizes> sizes_at(const Graph& graph, std::uint64_t key, std::uint64_t sweep,
                                   std::span<const double> probabilities) {
  if (!std::ranges::is_sorted(probabilities))
    throw std::invalid_argument("the occupation probabilities of a curve come in ascending order");
  std::vector<std::uint64_t> below;
  for (const double p : probabilities) below.push_back(threshold_of(p));
  // Bonds by the first probability at which they are occupied: counted, then put in place.
  const auto bonds = static_cast<std::uint32_t>(graph.bonds.size());
  const auto batch_of = [&](std::uint64_t t) {
    return static_cast<std::size_t>(std::ranges::upper_bound(below, t) - below.begin());
  };
  std::vector<std::uint32_t> first(below.size() + 2, 0), in_batch(bonds);
  using V = Wide<4, Baseline>;
  for_each_threshold<V>(key, sweep, 0, bonds, [&](std::uint32_t, std::uint64_t t) { ++first[batch_of(t) + 1]; });
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<std::uint32_t> next = first;
  for_each_threshold<V>(key, sweep, 0, bonds,
                        [&](std::uint32_t i, std::uint64_t t) { in_batch[next[batch_of(t)]++] = i; });

  Labels labels(graph.node_count);
  std::iota(labels.begin(), labels.end(), 0u);
  std::vector<ClusterSizes> sizes;
  for (std::size_t point = 0; point < below.size(); ++point) {
    // At p = 1 every bond is occupied, the one whose threshold is 2^64 - 1 too.
    const std::uint32_t last = probabilities[point] == 1 ? bonds : first[point + 1];
    for_each_bond(graph.bonds.data(), labels.data(), last - first[point],
                  [&](std::uint32_t i) { return in_batch[first[point] + i]; }, [&](std::uint32_t i) {
                    hook<Alone>(labels.data(), graph.bonds[i].from(), graph.bonds[i].to());
                  });
    for (std::uint32_t node = 0; node < graph.node_count; ++node)
      labels[node] = root_of<Alone>(labels.data(), node);
    sizes.push_back(sizes_of(labels));
  }
  return sizes;
}

}  // namespace kaitei::percolation

#include "kernels/percolation/labels.hpp"

#include <algorithm>
#include <atomic>
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
constexpr std::uint64_t piece = 1 << 16;    // bonds or nodes, whole blocks
constexpr std::uint32_t lookahead = 32;  // bonds between fetching a node, fetching its parent, and joining

struct Range {
  std::uint32_t first, last;
};

// Whether waiting for the nodes' words is worth fetching them ahead: there are more than a core's second cache holds, and
// bonds reach far. Looks at a thousand bonds, evenly spread.
bool worth_fetching(const Graph& graph) {
  constexpr std::uint32_t many = 1 << 21, far = 1 << 15;
  if (graph.node_count < many) return false;
  const std::uint64_t step = graph.bonds.size() / 1024 + 1;
  std::uint64_t reach_far = 0, seen = 0;
  for (std::uint64_t i = 0; i < graph.bonds.size(); i += step, ++seen) {
    const std::uint32_t a = graph.bonds[i].from(), b = graph.bonds[i].to();
    reach_far += std::max(a, b) - std::min(a, b) > far;
  }
  return 8 * reach_far > seen;
}

// Joins the ends of the bonds of the numbers given; if told so, what they and their parents hold is fetched ahead.
template <class Access, class Number>
void join_bonds(const Bond* bonds, std::uint32_t* parent, std::uint32_t count, bool fetch_ahead, Number number) {
  const auto join = [=](std::uint32_t i) __attribute__((always_inline)) {
    const Bond bond = bonds[number(i)];
    hook<Access>(parent, bond.from(), bond.to());
  };
  if (!fetch_ahead) {
    for (std::uint32_t i = 0; i < count; ++i) join(i);
    return;
  }
  // Inlined by force: GCC 12 takes a function that only prefetches for one that does nothing, and drops its calls.
  const auto fetch = [=](std::uint32_t i) __attribute__((always_inline)) {
    const Bond bond = bonds[number(i)];
    __builtin_prefetch(parent + bond.from());
    __builtin_prefetch(parent + bond.to());
  };
  const auto fetch_parents = [=](std::uint32_t i) __attribute__((always_inline)) {
    const Bond bond = bonds[number(i)];
    __builtin_prefetch(parent + Together::load(parent + bond.from()));
    __builtin_prefetch(parent + Together::load(parent + bond.to()));
  };
  const std::uint32_t all_ahead = count - std::min(2 * lookahead, count), one_ahead = count - std::min(lookahead, count);
  for (std::uint32_t i = 0; i < count - all_ahead; ++i) fetch(i);
  for (std::uint32_t i = 0; i < count - one_ahead; ++i) fetch_parents(i);
  std::uint32_t i = 0;
  for (; i < all_ahead; ++i) {
    fetch(i + 2 * lookahead);
    fetch_parents(i + lookahead);
    join(i);
  }
  for (; i < one_ahead; ++i) {
    fetch_parents(i + lookahead);
    join(i);
  }
  for (; i < count; ++i) join(i);
}

template <class Access>
void flatten(std::uint32_t* parent, Range nodes, bool fetch_ahead) {
  for (std::uint32_t node = nodes.first; node < nodes.last; ++node) {
    if (fetch_ahead && nodes.last - node > lookahead) __builtin_prefetch(parent + Access::load(parent + node + lookahead));
    const std::uint32_t above = Access::load(parent + node);
    std::uint32_t root = above;
    for (std::uint32_t next; (next = Access::load(parent + root)) != root;) root = next;
    if (root != above) Access::store(parent + node, root);
  }
}

// Whether every thread is better off with an array of its own: many bonds lead from one thread's share of the nodes to
// another's, so that on one array they would keep taking words from each other's caches, and all arrays fit those.
bool worth_separating(const Graph& graph, unsigned threads) {
  constexpr std::uint64_t most_bytes = std::uint64_t{1} << 24;
  if (threads == 1 || std::uint64_t{threads} * graph.node_count * sizeof(std::uint32_t) > most_bytes) return false;
  const std::uint32_t share = graph.node_count / threads + 1;
  std::uint64_t leave = 0, seen = 0;
  for (std::size_t i = 0; i < graph.bonds.size(); i += graph.bonds.size() / 1024 + 1, ++seen)
    leave += graph.bonds[i].from() / share != graph.bonds[i].to() / share;
  return 8 * leave > seen;
}

// The label that most of a thousand nodes have.
std::uint32_t most_frequent(const Labels& labels) {
  std::vector<std::uint32_t> seen;
  for (std::size_t i = 0; i < labels.size(); i += labels.size() / 1024 + 1) seen.push_back(labels[i]);
  std::ranges::sort(seen);
  std::uint32_t best = 0;
  std::size_t most = 0;
  for (std::size_t i = 0, last; i < seen.size(); i = last) {
    for (last = i; last < seen.size() && seen[last] == seen[i];) ++last;
    if (last - i > most) {
      most = last - i;
      best = seen[i];
    }
  }
  return best;
}

// Hooks every node of the range to its label among the others'. Where both labels are the most frequent ones, once.
void merge(Labels& labels, std::uint32_t giant, const Labels& others, std::uint32_t others_giant, Range nodes) {
  std::uint32_t* const parent = labels.data();
  bool giants_joined = false;
  for (std::uint32_t node = nodes.first; node < nodes.last; ++node) {
    if (node + lookahead < nodes.last) __builtin_prefetch(parent + others[node + lookahead]);
    const std::uint32_t other = others[node];
    if (other == node) continue;
    if (other == others_giant && Together::load(parent + node) == giant) {
      if (giants_joined) continue;
      giants_joined = true;
    }
    hook<Together>(parent, node, other);
  }
}

// visit(first, last, f): calls f(count, number) for the bonds of first <= i < last that are to be joined; `first` is even.
template <class Visit>
Labels label(const Graph& graph, unsigned threads, Visit&& visit) {
  threads = std::max(threads, 1u);
  const std::uint32_t node_count = graph.node_count;
  const bool fetch_ahead = worth_fetching(graph), separate = worth_separating(graph, threads);
  // Of one array, or of one for each thread, merged into the first.
  std::vector<Labels> labels(separate ? threads : 1);
  std::vector<std::uint32_t> giant(labels.size());
  for (Labels& array : labels) array.resize(node_count);
  std::barrier meet(threads);
  // Each thread takes its part piece by piece, then helps the others with theirs: one whose core is busy otherwise does
  // not hold them up.
  enum Phase { initialise, join, merging, flattening, phases };
  std::vector<std::atomic<std::uint64_t>> taken(phases * threads);  // [phase, part]: pieces
  const auto share = [&](Phase phase, unsigned thread, std::uint64_t count, auto&& f) {
    const std::uint64_t pieces = (count + piece - 1) / piece;
    for (unsigned k = 0; k < threads; ++k) {
      const std::uint64_t part = (thread + k) % threads, begin = pieces * part / threads, end = pieces * (part + 1) / threads;
      for (std::uint64_t i; (i = begin + taken[phase * threads + part].fetch_add(1)) < end;)
        f(Range{static_cast<std::uint32_t>(i * piece), static_cast<std::uint32_t>(std::min((i + 1) * piece, count))});
    }
    meet.arrive_and_wait();
  };
  const auto join_all = [&]<class Access>(unsigned thread, std::uint32_t* parent, Access) {
    share(join, thread, graph.bonds.size(), [&](Range bonds) {
      visit(bonds.first, bonds.last, [&](std::uint32_t count, auto number) {
        join_bonds<Access>(graph.bonds.data(), parent, count, fetch_ahead, number);
      });
    });
  };
  const auto work = [&](unsigned thread) {
    if (separate) {
      Labels& own = labels[thread];
      std::iota(own.begin(), own.end(), 0u);
      join_all(thread, own.data(), Alone{});
      flatten<Alone>(own.data(), {0, node_count}, fetch_ahead);
      giant[thread] = most_frequent(own);
      meet.arrive_and_wait();
      share(merging, thread, node_count, [&](Range nodes) {
        for (unsigned other = 1; other < threads; ++other) merge(labels[0], giant[0], labels[other], giant[other], nodes);
      });
    } else {
      std::uint32_t* const parent = labels[0].data();
      share(initialise, thread, node_count, [&](Range nodes) { std::iota(parent + nodes.first, parent + nodes.last, nodes.first); });
      threads == 1 ? join_all(thread, parent, Alone{}) : join_all(thread, parent, Together{});
    }
    share(flattening, thread, node_count, [&](Range nodes) { flatten<Together>(labels[0].data(), nodes, fetch_ahead); });
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&work, i] { work(i); });
  work(0);
  others.clear();
  return std::move(labels[0]);
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
      f(count, [numbers = open.data()](std::uint32_t i) { return numbers[i]; });
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
    join_bonds<Alone>(graph.bonds.data(), labels.data(), last - first[point], true,
                      [numbers = in_batch.data() + first[point]](std::uint32_t i) { return numbers[i]; });
    flatten<Alone>(labels.data(), {0, graph.node_count}, true);
    sizes.push_back(sizes_of(labels));
  }
  return sizes;
}

}  // namespace kaitei::percolation

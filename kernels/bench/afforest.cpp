#include "afforest.hpp"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <thread>
#include <unordered_map>
#include <vector>

namespace kaitei::bench {
namespace {

using percolation::Adjacency;
using percolation::Labels;
using Word = std::atomic_ref<std::uint32_t>;

constexpr std::uint32_t rounds = 2;         // neighbours of every node that are joined before the sample
constexpr std::uint32_t sample_size = 1024;
constexpr std::uint64_t chunk = 1 << 14;    // nodes that a thread takes at a time

class Afforest {
 public:
  Afforest(const Adjacency& adjacency, unsigned threads)
      : adjacency_(adjacency), nodes_(static_cast<std::uint32_t>(adjacency.first.size() - 1)), component_(nodes_),
        next_(2 * rounds + 3), meet_(threads) {}

  void work() {
    unsigned phase = 0;
    each_node(phase++, [&](std::uint32_t u) { component_[u] = u; });
    for (std::uint32_t round = 0; round < rounds; ++round) {
      each_node(phase++, [&](std::uint32_t u) {
        const auto neighbours = adjacency_.of(u);
        if (round < neighbours.size()) link(u, neighbours[round] & 0x7FFFFFFFu);
      });
      each_node(phase++, [&](std::uint32_t u) { compress(u); });
    }
    const std::uint32_t giant = most_frequent();
    meet_.arrive_and_wait();
    // Every bond stands at both of its ends: those of the giant component's nodes are found at the others, if at all.
    each_node(phase++, [&](std::uint32_t u) {
      if (load(u) == giant) return;
      const auto neighbours = adjacency_.of(u);
      for (std::size_t i = rounds; i < neighbours.size(); ++i) link(u, neighbours[i] & 0x7FFFFFFFu);
    });
    each_node(phase++, [&](std::uint32_t u) { compress(u); });
  }

  Labels take() { return std::move(component_); }

 private:
  std::uint32_t load(std::uint32_t u) { return Word(component_[u]).load(std::memory_order_relaxed); }

  template <class F>
  void each_node(unsigned phase, F&& f) {
    for (std::uint64_t first; (first = next_[phase].fetch_add(chunk)) < nodes_;)
      for (std::uint64_t u = first; u < std::min<std::uint64_t>(first + chunk, nodes_); ++u) f(static_cast<std::uint32_t>(u));
    meet_.arrive_and_wait();
  }

  void link(std::uint32_t u, std::uint32_t v) {
    std::uint32_t a = load(u), b = load(v);
    while (a != b) {
      std::uint32_t high = std::max(a, b);
      const std::uint32_t low = std::min(a, b), above = load(high);
      if (above == low) return;
      if (above == high && Word(component_[high]).compare_exchange_strong(high, low, std::memory_order_relaxed)) return;
      a = load(load(high));
      b = load(low);
    }
  }

  void compress(std::uint32_t u) {
    for (std::uint32_t parent = load(u), above; (above = load(parent)) != parent; parent = above)
      Word(component_[u]).store(above, std::memory_order_relaxed);
  }

  std::uint32_t most_frequent() {
    std::unordered_map<std::uint32_t, std::uint32_t> count;
    std::uint32_t best = 0;
    for (std::uint64_t i = 0; i < sample_size && nodes_ > 0; ++i) {
      const std::uint32_t label = load(static_cast<std::uint32_t>(i * 0x9E3779B97F4A7C15u % nodes_));
      if (++count[label] > count[best]) best = label;
    }
    return best;
  }

  const Adjacency& adjacency_;
  const std::uint32_t nodes_;
  Labels component_;
  std::vector<std::atomic<std::uint64_t>> next_;  // [phase]
  std::barrier<> meet_;
};

}  // namespace

Labels afforest(const Adjacency& adjacency, unsigned threads) {
  Afforest run(adjacency, threads);
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&run] { run.work(); });
  run.work();
  others.clear();
  return run.take();
}

}  // namespace kaitei::bench

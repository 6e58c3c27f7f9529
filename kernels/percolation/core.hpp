// Nodes that are known to lie in one cluster of a growing percolation state, a bit each: few enough bytes for a core's
// second cache. A bond between two of them changes nothing, so that it need not even be looked up: after Filter-Kruskal
// (Osipov, Sanders and Singler, ALENEX 2009).
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/percolation/clusters.hpp"

namespace kaitei::percolation {

class Core {
 public:
  explicit Core(std::uint32_t node_count) : bits_(words(node_count)) {}
  static std::uint64_t bytes(std::uint64_t node_count) { return words(node_count) * sizeof(std::uint64_t); }

  // Whether it holds so many bonds' ends that asking pays.
  bool known() const { return known_; }
  bool holds(std::uint32_t a, std::uint32_t b) const { return bits_[a / 64] >> a % 64 & bits_[b / 64] >> b % 64 & 1u; }

  void forget() { known_ = false; }
  // The largest cluster as it is now, unless it holds less than half of some thousand bonds.
  template <class Node>
  void take(Clusters<Node>& clusters, std::span<const Bond> bonds) {
    const std::uint32_t nodes = clusters.node_count(), giant = clusters.giant();
    const auto within = [&](std::uint32_t node) { return clusters.find(node) == giant; };
    std::size_t held = 0, seen = 0;
    for (std::size_t i = 0; i < bonds.size(); i += bonds.size() / 1024 + 1, ++seen)
      held += within(bonds[i].from()) && within(bonds[i].to());
    known_ = 2 * held > seen;
    if (!known_) return;
    constexpr std::uint32_t ahead = 64;
    for (std::uint32_t first = 0; first < nodes; first += 64) {
      std::uint64_t bits = 0;
      for (std::uint32_t node = first; node < std::min(first + 64, nodes); ++node) {
        if (node + ahead < nodes) clusters.fetch_parent(node + ahead);
        bits |= std::uint64_t{within(node)} << node % 64;
      }
      bits_[first / 64] = bits;
    }
  }

 private:
  static std::uint64_t words(std::uint64_t node_count) { return node_count / 64 + 1; }

  std::vector<std::uint64_t> bits_;
  bool known_ = false;
};

}  // namespace kaitei::percolation

// One sweep's state as its elements are occupied: clusters, what they span, and the curve's averages. The CPU's sweep
// grows a whole graph in it; the device's grows, window by window, the clusters that a window's elements touch.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/percolation/clusters.hpp"
#include "kernels/percolation/curve.hpp"
#include "kernels/percolation/winding.hpp"

namespace kaitei::percolation {

// Bit a: a cluster with these sides crosses axis a.
KAITEI_HD std::uint32_t axes_crossed(std::uint32_t sides) {
  const std::uint32_t both = sides & sides >> 1;
  return (both & 1u) | (both >> 1 & 2u) | (both >> 2 & 4u);
}

template <class Node>
class Growth {
 public:
  static constexpr bool tagged = std::is_same_v<Node, TaggedNode>;
  static constexpr std::size_t block_size = 128;  // what it touches stays in a core's first cache
  static constexpr std::uint64_t never = UINT64_MAX;

  Growth(Spanning spanning, unsigned axes, const Curve& curve, std::uint32_t node_count, std::uint32_t cluster_count)
      : clusters(cluster_count, node_count), average(curve, node_count), spanning_(spanning),
        axes_(spanning == Spanning::none ? 0 : axes) {}

  void restart() {
    average.restart();
    spanned_at_.assign(axes_, never);
    occupied = 0;
  }
  std::span<const PointValues> finish() { return average.finish(spanned_at_); }

  void join(std::uint32_t a, std::uint32_t b) {
    a = clusters.find(a);
    b = clusters.find(b);
    if (a != b) clusters.unite(a, b);
  }

  // The same, and looks for what it spans. winding: of the bond; no meaning unless wrapping is asked.
  void join_spanning(std::uint32_t from, std::uint32_t to, Winding winding) {
    if constexpr (tagged) {
      if (spanning_ == Spanning::crossing) join_sides(from, to);
      else join_places(from, to, winding);
    } else {
      join(from, to);
    }
  }

  void spanned(std::uint32_t axes) {
    for (unsigned axis = 0; axis < axes_; ++axis)
      if (axes >> axis & 1u && spanned_at_[axis] == never) spanned_at_[axis] = occupied;
  }
  // A cluster of one site has come.
  void occupy(std::uint32_t site) {
    clusters.occupy(site);
    if constexpr (tagged)
      if (spanning_ == Spanning::crossing) spanned(axes_crossed(clusters.tag(site)));
  }
  bool looks_for_spanning() const { return tagged && std::ranges::count(spanned_at_, never) != 0; }

  // The sizes after `occupied` elements, as number i of a block.
  void record(std::size_t i) {
    const ClusterSizes& sizes = clusters.sizes();
    largest_[i] = sizes.largest;
    second_largest_[i] = sizes.second_largest;
    count_[i] = sizes.count;
    squares_[i] = sizes.squares;
  }
  void add_block(std::uint64_t first, std::size_t count) {
    average.add({first, {largest_, count}, {second_largest_, count}, {count_, count}, {squares_, count}});
  }

  Clusters<Node> clusters;
  CurveAccumulator average;
  std::uint64_t occupied = 0;

 private:
  void join_sides(std::uint32_t from, std::uint32_t to) {
    const std::uint32_t a = clusters.find(from), b = clusters.find(to);
    if (a == b) return;
    const std::uint32_t sides = clusters.tag(a) | clusters.tag(b);
    clusters.set_tag(clusters.unite(a, b) ? a : b, sides);
    spanned(axes_crossed(sides));
  }

  // A bond inside a cluster whose ends are `winding` apart by the bond, and otherwise within the cluster, closes a loop
  // around the torus: Machta et al., Phys. Rev. E 54, 1332 (1996).
  void join_places(std::uint32_t from, std::uint32_t to, Winding winding) {
    const auto a = clusters.find_place(from), b = clusters.find_place(to);
    const Winding apart = a.winding + winding - b.winding;  // b's root seen from a's
    if (a.root == b.root) {
      if (apart != 0) spanned(axes_wound(apart, axes_));
    } else if (clusters.unite(a.root, b.root)) {
      clusters.set_tag(b.root, apart);
    } else {
      clusters.set_tag(a.root, 0 - apart);
    }
  }

  Spanning spanning_;
  unsigned axes_;
  std::vector<std::uint64_t> spanned_at_;
  std::uint32_t largest_[block_size], second_largest_[block_size], count_[block_size];
  std::uint64_t squares_[block_size];
};

}  // namespace kaitei::percolation

// The clusters of a growing percolation state: union-find by size with path halving (Tarjan and van Leeuwen 1984), and
// the statistics of the cluster sizes kept up at every union, after Newman and Ziff, Phys. Rev. E 64, 016706 (2001).
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/percolation/graph.hpp"
#include "kernels/percolation/huge_pages.hpp"
#include "kernels/percolation/winding.hpp"

namespace kaitei::percolation {

// One 32-bit word a node: a root holds minus its cluster's size, an empty site `empty`, any other node its parent.
struct PlainNode {
  std::int32_t link;
};
// A root's tag is the union of its nodes' sides (crossing); any node's is its winding relative to its parent (wrapping).
struct TaggedNode {
  std::int32_t link;
  std::uint32_t tag;
};
constexpr std::int32_t empty = INT32_MIN;

struct ClusterSizes {
  std::uint32_t largest = 0, second_largest = 0, count = 0;
  std::uint64_t squares = 0;  // sum of size^2 over all clusters
};

template <class Node>
class Clusters {
 public:
  // Memory for so many nodes, whose clusters may get as large as told.
  Clusters(std::uint32_t node_count, std::uint32_t largest)
      : nodes_(node_count, Node{}), of_size_(counted_sizes(largest), 0) {}
  static std::uint64_t bytes(std::uint64_t node_count) {
    return node_count * sizeof(Node) + counted_sizes(node_count) * sizeof(std::uint32_t);
  }

  // Every node a cluster of its own (bond percolation).
  void reset_occupied() {
    const auto count = static_cast<std::uint32_t>(nodes_.size());
    for (Node& node : nodes_) node.link = -1;
    std::fill(of_size_.begin(), of_size_.end(), 0);
    sizes_ = {count > 0, count > 1, count, count};
    of_size_[count > 0] = count - (count > 0);
    giant_ = 0;
  }
  // No site occupied (site percolation).
  void reset_empty() {
    for (Node& node : nodes_) node.link = empty;
    std::fill(of_size_.begin(), of_size_.end(), 0);
    sizes_ = {};
  }

  // Goes on from a state of which only some clusters are there, a node each: of the sizes told, 0 for an empty site.
  // They must hold the state's largest and second largest cluster. Cheap where they are few.
  void go_on(std::span<const std::uint32_t> sizes, const ClusterSizes& state) {
    for (std::uint32_t node = 0; node < nodes_.size(); ++node)  // what the state before left there
      if (nodes_[node].link < 0 && nodes_[node].link != empty && node != giant_)
        of_size_[static_cast<std::uint32_t>(-nodes_[node].link)] = 0;
    nodes_.resize(sizes.size());
    sizes_ = state;
    giant_ = 0;
    for (std::uint32_t node = 0; node < sizes.size(); ++node) {
      nodes_[node].link = sizes[node] == 0 ? empty : -static_cast<std::int32_t>(sizes[node]);
      if (sizes[node] > sizes[giant_]) giant_ = node;
    }
    for (std::uint32_t node = 0; node < sizes.size(); ++node)
      if (node != giant_ && sizes[node] != 0) ++of_size_[sizes[node]];
  }

  const ClusterSizes& sizes() const { return sizes_; }
  std::uint32_t node_count() const { return static_cast<std::uint32_t>(nodes_.size()); }
  // The largest cluster's root, once there is a cluster.
  std::uint32_t giant() const { return giant_; }
  bool occupied(std::uint32_t node) const { return nodes_[node].link != empty; }
  void set_tag(std::uint32_t node, std::uint32_t tag) { nodes_[node].tag = tag; }
  std::uint32_t tag(std::uint32_t node) const { return nodes_[node].tag; }

  void occupy(std::uint32_t site) {
    nodes_[site].link = -1;
    ++sizes_.count;
    ++sizes_.squares;
    if (sizes_.largest == 0) {
      sizes_.largest = 1;
      giant_ = site;
    } else {
      ++of_size_[1];
      sizes_.second_largest = std::max(sizes_.second_largest, 1u);
    }
  }

  KAITEI_HD void prefetch(std::uint32_t node) const { __builtin_prefetch(&nodes_[node], 1); }
  // The node's parent, or the node if it is a root; fetched ahead.
  KAITEI_HD std::uint32_t fetch_parent(std::uint32_t node) const {
    const std::int32_t link = nodes_[node].link;
    const std::uint32_t parent = link < 0 ? node : static_cast<std::uint32_t>(link);
    __builtin_prefetch(&nodes_[parent], 1);
    return parent;
  }

  // Hangs the node, no root unless it is `parent` itself, below its parent's parent, and returns that; fetched ahead.
  // Windings are not kept up.
  KAITEI_HD std::uint32_t lift(std::uint32_t node, std::uint32_t parent) {
    const std::uint32_t above = fetch_parent(parent);
    if (above != parent) nodes_[node].link = static_cast<std::int32_t>(above);
    return above;
  }

  std::uint32_t find(std::uint32_t node) {
    for (;;) {
      const std::int32_t parent = nodes_[node].link;
      if (parent < 0) return node;
      const std::int32_t next = nodes_[parent].link;
      if (next < 0) return static_cast<std::uint32_t>(parent);
      nodes_[node].link = next;
      node = static_cast<std::uint32_t>(next);
    }
  }

  struct Place {
    std::uint32_t root;
    Winding winding;  // of the node relative to the root
  };
  Place find_place(std::uint32_t node) {
    Winding winding = 0;
    for (;;) {
      const std::int32_t parent = nodes_[node].link;
      if (parent < 0) return {node, winding};
      const std::int32_t next = nodes_[parent].link;
      if (next < 0) return {static_cast<std::uint32_t>(parent), winding + nodes_[node].tag};
      nodes_[node].link = next;
      nodes_[node].tag += nodes_[parent].tag;
      winding += nodes_[node].tag;
      node = static_cast<std::uint32_t>(next);
    }
  }

  // Joins two different roots' clusters and returns whether b's went below a's; else a's went below b's.
  bool unite(std::uint32_t a, std::uint32_t b) {
    const auto size_a = static_cast<std::uint32_t>(-nodes_[a].link), size_b = static_cast<std::uint32_t>(-nodes_[b].link);
    const bool below_a = size_a >= size_b;
    const std::uint32_t root = below_a ? a : b, child = below_a ? b : a;
    const std::uint32_t size = size_a + size_b, smaller = std::min(size_a, size_b), larger = size - smaller;
    nodes_[root].link = -static_cast<std::int32_t>(size);
    nodes_[child].link = static_cast<std::int32_t>(root);
    sizes_.squares += 2 * static_cast<std::uint64_t>(size_a) * size_b;
    --sizes_.count;
    count_sizes(root, child, smaller, larger, size);
    return below_a;
  }

 private:
  // of_size_ counts the clusters of each size, the one called giant left out: no other has more than half of the nodes.
  static std::size_t counted_sizes(std::uint64_t node_count) { return node_count / 2 + 2; }

  void count_sizes(std::uint32_t root, std::uint32_t child, std::uint32_t smaller, std::uint32_t larger,
                   std::uint32_t size) {
    if (root == giant_ || child == giant_) {  // as child only among equals
      giant_ = root;
      sizes_.largest = size;
      if (--of_size_[smaller] == 0 && smaller == sizes_.second_largest)
        while (sizes_.second_largest > 0 && of_size_[sizes_.second_largest] == 0) --sizes_.second_largest;
      return;
    }
    --of_size_[smaller];
    --of_size_[larger];
    if (size > sizes_.largest) {
      ++of_size_[sizes_.largest];
      sizes_.second_largest = sizes_.largest;
      sizes_.largest = size;
      giant_ = root;
    } else {
      ++of_size_[size];
      sizes_.second_largest = std::max(sizes_.second_largest, size);
    }
  }

  HugeArray<Node> nodes_;
  HugeArray<std::uint32_t> of_size_;
  ClusterSizes sizes_;
  std::uint32_t giant_ = 0;
};

}  // namespace kaitei::percolation

// A large graph for percolation: nodes and edges numbered below 2^31, eight bytes an edge.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/host_device.hpp"
#include "kernels/percolation/huge_pages.hpp"

namespace kaitei::percolation {

constexpr std::uint64_t most_nodes = std::uint64_t{1} << 31, most_edges = std::uint64_t{1} << 31;

// An edge, and in the two top bits the seam of the torus that it crosses on the way from `from` to `to`. In two
// dimensions bit 0 stands for the seam of axis 0 and bit 1 for that of axis 1; in three, seam a + 1 is that of axis a.
class Bond {
 public:
  Bond() = default;
  KAITEI_HD Bond(std::uint32_t from, std::uint32_t to, std::uint32_t seam = 0)
      : from_(from | seam << 31), to_(to | (seam >> 1) << 31) {}

  KAITEI_HD std::uint32_t from() const { return from_ & 0x7FFFFFFFu; }
  KAITEI_HD std::uint32_t to() const { return to_ & 0x7FFFFFFFu; }
  KAITEI_HD std::uint32_t seam() const { return from_ >> 31 | (to_ >> 31) << 1; }
  friend bool operator==(const Bond&, const Bond&) = default;

 private:
  std::uint32_t from_, to_;
};

// What is asked of the clusters' shape. crossing: whether one joins the two opposite open sides. wrapping: whether
// one closes around the torus.
enum class Spanning { none, crossing, wrapping };

constexpr unsigned most_axes = 3;

struct Graph {
  std::uint32_t node_count = 0;
  HugeArray<Bond> bonds;    // an edge's index here is its identity in the sampling contract
  Spanning spanning = Spanning::none;
  unsigned axes = 0;                 // along which spanning is asked: crossing 1 to 3, wrapping 2 or 3
  std::vector<std::uint8_t> sides;   // crossing: per node, bit 2a on the near and bit 2a + 1 on the far side of axis a
};

// The neighbours of every node in compressed rows; both directions of every bond.
struct Adjacency {
  HugeArray<std::uint32_t> first;      // node_count + 1
  HugeArray<std::uint32_t> neighbour;  // node, with the low bit of the seam on top
  std::span<const std::uint32_t> of(std::uint32_t node) const {
    return {neighbour.data() + first[node], neighbour.data() + first[node + 1]};
  }
};

}  // namespace kaitei::percolation

// The percolation curve: what is averaged at which occupation probabilities, and the exact sums over sweeps.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/percolation/canonical.hpp"
#include "kernels/percolation/graph.hpp"
#include "kernels/tallies.hpp"

namespace kaitei::percolation {

enum class Kind { bond, site };

// Sizes count nodes (site percolation: occupied sites). Each is the canonical average of one sweep.
enum class Observable : unsigned {
  largest_cluster,
  second_largest_cluster,
  mean_cluster_size,   // sum of size^2 over the node count: mean size of the cluster of a random node
  susceptibility,      // the same without the largest cluster
  cluster_count,
  spanning_any,        // probability that a cluster crosses, or wraps, along some axis
  spanning_every,      // ... that every axis is crossed, or wrapped
  spanning_axis_0, spanning_axis_1, spanning_axis_2
};
constexpr std::size_t observable_count = 10;

// Integers stand for multiples of this: 2^-16 nodes or clusters, 2^-31 of a probability.
constexpr double unit_of(Observable observable) {
  return observable < Observable::spanning_any ? 0x1p-16 : 0x1p-31;
}

using PointValues = std::array<std::uint64_t, observable_count>;

// Sums over sweeps of every observable at every point; adding two of disjoint sweeps is exact.
struct CurveTally {
  std::uint64_t sweeps = 0;
  std::vector<std::array<Moments, observable_count>> points;

  void add(std::span<const PointValues> one_sweep);
  // Every number as 64-bit words (128-bit ones low half first); unpack throws std::invalid_argument if the words do not
  // fit this number of points.
  std::vector<std::uint64_t> pack() const;
  void unpack(const std::vector<std::uint64_t>& words);
  // Throws std::invalid_argument on another number of points, std::overflow_error if a sum would wrap.
  CurveTally& operator+=(const CurveTally&);
  friend bool operator==(const CurveTally&, const CurveTally&) = default;
};

// The weights of every point. Shared by the threads, as it does not change.
class Curve {
 public:
  // Probabilities in ascending order; element_count: bonds, or sites. Throws std::invalid_argument on others.
  Curve(std::uint64_t element_count, std::vector<double> probabilities);

  std::span<const double> probabilities() const { return probabilities_; }
  std::span<const CanonicalWeights> weights() const { return weights_; }
  std::uint64_t element_count() const { return element_count_; }
  std::uint64_t bytes() const;

 private:
  std::uint64_t element_count_;
  std::vector<double> probabilities_;
  std::vector<CanonicalWeights> weights_;
};

// One sweep's averages, fed with the cluster sizes after every occupied element, in blocks.
class CurveAccumulator {
 public:
  CurveAccumulator(const Curve&, std::uint32_t node_count);

  struct Block {
    std::uint64_t first;  // number of occupied elements at index 0
    std::span<const std::uint32_t> largest, second_largest, count;
    std::span<const std::uint64_t> squares;
  };
  void restart();
  // Whether some point needs the sizes at first <= n < last.
  bool needs(std::uint64_t first, std::uint64_t last) const;
  void add(const Block&);
  // Whether every point has all that it needs.
  bool complete() const { return first_open_ == curve_.weights().size(); }
  // spanned_at: [axis], the number of occupied elements from which the axis was spanned; never: UINT64_MAX.
  std::span<const PointValues> finish(std::span<const std::uint64_t> spanned_at);

 private:
  struct Sums {
    std::uint64_t largest = 0, second_largest = 0, count = 0;
    Uint128 squares = 0, largest_squared = 0;
  };
  const Curve& curve_;
  std::uint32_t node_count_;
  std::vector<Sums> sums_;
  std::vector<PointValues> values_;
  std::size_t first_open_ = 0;  // points before it are complete
};

}  // namespace kaitei::percolation

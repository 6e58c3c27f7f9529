#include "kernels/percolation/curve.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace kaitei::percolation {
namespace {

void add_to(Uint128& sum, Uint128 more) {
  if (__builtin_add_overflow(sum, more, &sum)) throw std::overflow_error("a sum of the percolation curve would wrap");
}

}  // namespace

void CurveTally::add(std::span<const PointValues> one_sweep) {
  points.resize(one_sweep.size());
  ++sweeps;
  for (std::size_t i = 0; i < one_sweep.size(); ++i)
    for (std::size_t o = 0; o < observable_count; ++o) {
      add_to(points[i][o].sum, one_sweep[i][o]);
      add_to(points[i][o].sum_of_squares, static_cast<Uint128>(one_sweep[i][o]) * one_sweep[i][o]);
    }
}

std::vector<std::uint64_t> CurveTally::pack() const {
  std::vector<std::uint64_t> words{sweeps};
  for (const auto& point : points)
    for (const Moments& m : point)
      for (const Uint128 value : {m.sum, m.sum_of_squares}) {
        words.push_back(static_cast<std::uint64_t>(value));
        words.push_back(static_cast<std::uint64_t>(value >> 64));
      }
  return words;
}

void CurveTally::unpack(const std::vector<std::uint64_t>& words) {
  if (words.size() != pack().size()) throw std::invalid_argument("a packed percolation curve of other points");
  auto next = words.begin();
  sweeps = *next++;
  for (auto& point : points)
    for (Moments& m : point)
      for (Uint128* value : {&m.sum, &m.sum_of_squares}) {
        *value = *next++;
        *value |= static_cast<Uint128>(*next++) << 64;
      }
}

CurveTally& CurveTally::operator+=(const CurveTally& other) {
  if (other.sweeps == 0) return *this;
  if (sweeps == 0) return *this = other;
  if (points.size() != other.points.size())
    throw std::invalid_argument("percolation curves with different points cannot be added");
  sweeps += other.sweeps;
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t o = 0; o < observable_count; ++o) {
      add_to(points[i][o].sum, other.points[i][o].sum);
      add_to(points[i][o].sum_of_squares, other.points[i][o].sum_of_squares);
    }
  return *this;
}

Curve::Curve(std::uint64_t element_count, std::vector<double> probabilities)
    : element_count_(element_count), probabilities_(std::move(probabilities)) {
  if (!std::ranges::is_sorted(probabilities_))
    throw std::invalid_argument("the occupation probabilities of a curve come in ascending order");
  for (const double p : probabilities_) weights_.emplace_back(element_count, p);
}

std::uint64_t Curve::bytes() const {
  std::uint64_t bytes = 0;
  for (const CanonicalWeights& weights : weights_) bytes += weights.weights().size_bytes();
  return bytes;
}

CurveAccumulator::CurveAccumulator(const Curve& curve, std::uint32_t node_count)
    : curve_(curve), node_count_(node_count) {
  restart();
}

void CurveAccumulator::restart() {
  sums_.assign(curve_.weights().size(), {});
  values_.assign(sums_.size(), {});
  first_open_ = 0;
}

bool CurveAccumulator::needs(std::uint64_t first, std::uint64_t last) const {
  const auto weights = curve_.weights();
  for (std::size_t i = first_open_; i < weights.size() && weights[i].first() < last; ++i)
    if (weights[i].last() >= first) return true;
  return false;
}

void CurveAccumulator::add(const Block& block) {
  const std::uint64_t end = block.first + block.largest.size();
  const auto weights = curve_.weights();
  for (std::size_t i = first_open_; i < weights.size() && weights[i].first() < end; ++i) {
    const CanonicalWeights& point = weights[i];
    const std::uint64_t from = std::max(block.first, point.first()), to = std::min(end, point.last() + 1);
    Sums sums = sums_[i];
    for (std::uint64_t n = from; n < to; ++n) {
      const std::uint64_t weight = point.weights()[n - point.first()], at = n - block.first;
      const std::uint64_t largest = block.largest[at];
      sums.largest += weight * largest;
      sums.second_largest += weight * block.second_largest[at];
      sums.count += weight * block.count[at];
      sums.squares += static_cast<Uint128>(weight) * block.squares[at];
      sums.largest_squared += static_cast<Uint128>(weight) * (largest * largest);
    }
    sums_[i] = sums;
  }
  while (first_open_ < weights.size() && weights[first_open_].last() < end) ++first_open_;
}

std::span<const PointValues> CurveAccumulator::finish(std::span<const std::uint64_t> spanned_at) {
  const auto weights = curve_.weights();
  // Sums are multiples of 2^-31; sizes are kept to 2^-16, rounded to nearest.
  const auto to_unit = [](Uint128 sum) { return static_cast<std::uint64_t>((sum + (1u << 14)) >> 15); };
  const auto per_node = [&](Uint128 sum) {
    return node_count_ == 0 ? 0 : to_unit((sum + node_count_ / 2) / node_count_);
  };
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const auto set = [&](Observable o, std::uint64_t value) { values_[i][static_cast<std::size_t>(o)] = value; };
    set(Observable::largest_cluster, to_unit(sums_[i].largest));
    set(Observable::second_largest_cluster, to_unit(sums_[i].second_largest));
    set(Observable::cluster_count, to_unit(sums_[i].count));
    set(Observable::mean_cluster_size, per_node(sums_[i].squares));
    set(Observable::susceptibility, per_node(sums_[i].squares - sums_[i].largest_squared));
    if (spanned_at.empty()) continue;
    const auto [any, every] = std::ranges::minmax(spanned_at);
    set(Observable::spanning_any, weights[i].from(any));
    set(Observable::spanning_every, weights[i].from(every));
    for (std::size_t axis = 0; axis < spanned_at.size(); ++axis)
      values_[i][static_cast<std::size_t>(Observable::spanning_axis_0) + axis] = weights[i].from(spanned_at[axis]);
  }
  return values_;
}

}  // namespace kaitei::percolation

#include "kernels/percolation/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace kaitei::percolation {

CanonicalWeights::CanonicalWeights(std::uint64_t element_count, double p) {
  if (!(p >= 0 && p <= 1)) throw std::invalid_argument("an occupation probability lies between 0 and 1");
  if (p == 0 || p == 1) {
    first_ = p == 0 ? 0 : element_count;
    weights_ = {static_cast<std::uint32_t>(total)};
    return;
  }
  // Ratios of neighbouring terms, outwards from the largest: no logarithm, no factorial, nothing that overflows, and
  // only operations that IEEE 754 rounds alike everywhere.
  constexpr double negligible = 0x1p-45;
  const double count = static_cast<double>(element_count), odds = p / (1 - p);
  const auto mode = std::min(static_cast<std::uint64_t>((count + 1) * p), element_count);
  std::vector<double> down, up;
  double weight = 1;
  for (std::uint64_t n = mode; n > 0 && weight > negligible; --n)
    down.push_back(weight *= static_cast<double>(n) / (static_cast<double>(element_count - n + 1) * odds));
  weight = 1;
  for (std::uint64_t n = mode; n < element_count && weight > negligible; ++n)
    up.push_back(weight *= static_cast<double>(element_count - n) * odds / static_cast<double>(n + 1));
  const double sum = std::accumulate(down.rbegin(), down.rend(), 0.0) + 1 + std::accumulate(up.rbegin(), up.rend(), 0.0);

  first_ = mode - down.size();
  std::reverse(down.begin(), down.end());
  down.push_back(1);
  down.insert(down.end(), up.begin(), up.end());
  double below = 0;
  std::uint64_t given = 0;
  for (const double term : down) {
    below += term;
    const auto reached = std::min(total, static_cast<std::uint64_t>(std::llround(below / sum * 0x1p31)));
    weights_.push_back(static_cast<std::uint32_t>(reached - given));
    given = reached;
  }
  weights_.back() += static_cast<std::uint32_t>(total - given);
  while (weights_.back() == 0) weights_.pop_back();
  const auto zeros = std::find_if(weights_.begin(), weights_.end(), [](std::uint32_t w) { return w != 0; });
  first_ += static_cast<std::uint64_t>(zeros - weights_.begin());
  weights_.erase(weights_.begin(), zeros);
}

std::uint64_t CanonicalWeights::from(std::uint64_t occupied) const {
  const std::uint64_t skipped = std::min<std::uint64_t>(occupied > first_ ? occupied - first_ : 0, weights_.size());
  return std::accumulate(weights_.begin() + static_cast<std::ptrdiff_t>(skipped), weights_.end(), std::uint64_t{0});
}

}  // namespace kaitei::percolation

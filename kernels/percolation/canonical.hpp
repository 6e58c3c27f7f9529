// From the microcanonical to the canonical ensemble: Q(p) = sum over n of Binomial(M, p)(n) Q_n, Newman and Ziff,
// Phys. Rev. E 64, 016706 (2001), equation 2.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kaitei::percolation {

// Binomial(M, p) as integers that add up to 2^31, so that averages of integers are integers and do not depend on the
// machine. Every partial sum from n = 0 is right to half a unit, 2.4e-10.
class CanonicalWeights {
 public:
  static constexpr std::uint64_t total = std::uint64_t{1} << 31;

  // Throws std::invalid_argument unless 0 <= p <= 1.
  CanonicalWeights(std::uint64_t element_count, double p);

  std::uint64_t first() const { return first_; }  // n of the first weight that is not zero
  std::uint64_t last() const { return first_ + weights_.size() - 1; }
  std::span<const std::uint32_t> weights() const { return weights_; }

  // The weight of all n >= occupied: P(N >= occupied) 2^31.
  std::uint64_t from(std::uint64_t occupied) const;

 private:
  std::uint64_t first_ = 0;
  std::vector<std::uint32_t> weights_;
};

}  // namespace kaitei::percolation

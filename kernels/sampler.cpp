#include "kernels/sampler.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

#include "kernels/gap_tables.hpp"

namespace kaitei {

ElementSampler make_sampler(std::uint64_t element, double probability) {
  if (!(probability >= 0 && probability <= 1)) throw std::invalid_argument("probability outside [0, 1]");
  ElementSampler sampler{.element = element};
  if (probability == 1) {
    sampler.kind = SamplerKind::always;
    return sampler;
  }
  sampler.threshold = static_cast<std::uint64_t>(std::ldexp(probability, 64));
  if (sampler.threshold == 0) return sampler;
  const auto leading_zeros = static_cast<unsigned>(std::countl_zero(sampler.threshold));
  sampler.kind = leading_zeros < smallest_shift ? SamplerKind::dense : SamplerKind::sparse;
  if (sampler.kind == SamplerKind::sparse) sampler.shift = static_cast<std::uint8_t>(std::min(leading_zeros, largest_shift));
  return sampler;
}

double simulated_probability(const ElementSampler& sampler) {
  return sampler.kind == SamplerKind::always ? 1 : std::ldexp(static_cast<double>(sampler.threshold), -64);
}

}  // namespace kaitei

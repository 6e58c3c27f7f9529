#include "scenario/chance.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace kaitei::scenario {

WeightedChoice::WeightedChoice(const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  // Behind the last that has a weight nothing is ever chosen.
  std::size_t last = weights.size() - 1;
  while (last > 0 && weights[last] == 0) --last;
  double sum = 0;
  for (std::size_t i = 0; i < last; ++i) {
    sum += weights[i];
    below_.push_back(sum >= total ? std::numeric_limits<std::uint64_t>::max()
                                  : static_cast<std::uint64_t>(sum / total * 0x1p64));
  }
}

std::uint32_t WeightedChoice::choose(Draws& draws) const {
  const std::uint64_t u = draws.next();
  return static_cast<std::uint32_t>(std::upper_bound(below_.begin(), below_.end(), u) - below_.begin());
}

}  // namespace kaitei::scenario

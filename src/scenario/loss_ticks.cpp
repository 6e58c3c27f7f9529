#include "scenario/loss_ticks.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace kaitei::scenario {
namespace {

std::size_t tick(std::uint32_t minutes) { return (minutes + tick_minutes / 2) / tick_minutes; }

}  // namespace

LossTicks LossTicks::until(std::uint32_t latest_minutes) {
  return {std::vector<Histogram>(most_losses + 1, Histogram(tick(latest_minutes) + 1))};
}

void LossTicks::count(const std::vector<std::uint32_t>& minutes) {
  if (minutes.empty()) return;
  for (std::size_t n = 0; n < std::min(minutes.size(), most_losses); ++n) ++rows[n].at(tick(minutes[n]));
  ++rows.back().at(tick(minutes.back()));
}

std::vector<std::uint64_t> LossTicks::pack() const {
  std::vector<std::uint64_t> words;
  for (const Histogram& row : rows) words.insert(words.end(), row.begin(), row.end());
  return words;
}

void LossTicks::unpack(const std::vector<std::uint64_t>& words) {
  if (words.size() != pack().size()) throw std::invalid_argument("packed losses of another scenario");
  auto next = words.begin();
  for (Histogram& row : rows)
    for (std::uint64_t& trials : row) trials = *next++;
}

LossTicks& LossTicks::operator+=(const LossTicks& other) {
  const auto same = [](const Histogram& a, const Histogram& b) { return a.size() == b.size(); };
  if (!std::ranges::equal(rows, other.rows, same)) throw std::invalid_argument("losses of different scenarios do not add");
  for (std::size_t n = 0; n < rows.size(); ++n) std::ranges::transform(rows[n], other.rows[n], rows[n].begin(), std::plus{});
  return *this;
}

}  // namespace kaitei::scenario

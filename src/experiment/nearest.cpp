#include "experiment/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kaitei::experiment {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string suggestion(std::string_view name, std::span<const std::string> candidates, std::string_view fallback) {
  const std::string* nearest = nullptr;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const auto& candidate : candidates)
    if (const auto distance = edit_distance(name, candidate); distance < least) {
      least = distance;
      nearest = &candidate;
    }
  if (nearest) return fmt::format("did you mean \"{}\"?", *nearest);
  constexpr std::size_t few = 12;
  if (candidates.empty() || candidates.size() > few) return std::string(fallback);
  return fmt::format("{}; known: {}", fallback, fmt::join(candidates, ", "));
}

}  // namespace kaitei::experiment

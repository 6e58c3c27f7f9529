// Joining outcomes have histograms of different lengths; in a file they share axes.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/record.hpp"

namespace kaitei::results {

// Rows side by side, padded with `padding` to `length`.
template <class T>
std::vector<T> padded(const std::vector<std::vector<T>>& rows, std::size_t length, T padding) {
  std::vector<T> table;
  for (const auto& row : rows) {
    table.insert(table.end(), row.begin(), row.end());
    table.resize(table.size() + length - row.size(), padding);
  }
  return table;
}

template <class T>
std::size_t longest(const std::vector<std::vector<T>>& rows) {
  std::size_t length = 0;
  for (const auto& row : rows) length = std::max(length, row.size());
  return length;
}

// Capacities are known at all: with none public, 0 Tbps would be a lie.
inline bool has_capacity(const engine::JoiningLabel& joining) { return joining.total_gbps > 0; }

inline const std::vector<double>& quantile_levels() {
  static const std::vector<double> levels{0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
  return levels;
}

}  // namespace kaitei::results

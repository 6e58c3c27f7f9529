// A table stored row-major, cut into rows.
#pragma once

#include <string>
#include <vector>

#include "results/hdf5.hpp"

namespace kaitei::results {

template <class T>
std::vector<std::vector<T>> rows(const hdf5::OpenFile& file, const std::string& path) {
  const auto shape = file.shape(path);
  const auto values = file.numbers<T>(path);
  if (shape.size() != 2) throw hdf5::Failure(path + " is not a table");
  std::vector<std::vector<T>> result(shape[0]);
  for (std::size_t i = 0; i < shape[0]; ++i)
    result[i].assign(values.begin() + static_cast<std::ptrdiff_t>(i * shape[1]),
                     values.begin() + static_cast<std::ptrdiff_t>((i + 1) * shape[1]));
  return result;
}

}  // namespace kaitei::results

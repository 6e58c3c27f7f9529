// A stretch of somebody else's array: what a kernel reads of it.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/host_device.hpp"

namespace kaitei {

template <class T>
struct Slice {
  const T* data = nullptr;
  std::uint32_t size = 0;

  KAITEI_HD const T* begin() const { return data; }
  KAITEI_HD const T* end() const { return data + size; }
  KAITEI_HD const T& operator[](std::uint32_t i) const { return data[i]; }
};

template <class T>
Slice<T> slice(const std::vector<T>& v) {
  return {v.data(), static_cast<std::uint32_t>(v.size())};
}

}  // namespace kaitei

#pragma once

#include <chrono>

namespace kaitei::engine {

// Of the clock on the wall.
inline double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace kaitei::engine

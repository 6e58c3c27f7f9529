#include "kernels/percolation/windows.hpp"

#include <algorithm>

namespace kaitei::percolation {

std::vector<Window> windows_of(const Curve& curve, std::uint64_t longest) {
  std::vector<Window> of_points;
  for (const CanonicalWeights& weights : curve.weights()) of_points.push_back({weights.first(), weights.last()});
  std::ranges::sort(of_points, {}, &Window::first);
  std::vector<Window> windows;
  for (Window window : of_points) {
    if (!windows.empty()) window.first = std::max(window.first, windows.back().last + 1);
    for (; window.first <= window.last; window.first = windows.back().last + 1) {
      const bool goes_on = !windows.empty() && windows.back().last + 1 == window.first &&
                           windows.back().last - windows.back().first + 1 < longest;
      if (!goes_on) windows.push_back({window.first, window.first - 1});
      Window& open = windows.back();
      open.last = std::min(window.last, open.first + longest - 1);
    }
  }
  return windows;
}

}  // namespace kaitei::percolation

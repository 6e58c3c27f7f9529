// Which steps of a sweep a curve looks at: a point's canonical average has weight on some thousand steps around p M.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/percolation/curve.hpp"

namespace kaitei::percolation {

// After n occupied elements, for first <= n <= last.
struct Window {
  std::uint64_t first, last;
};

// Disjoint and ascending; together all steps at which some point of the curve has weight. None is longer than `longest`
// steps (at least 1): longer ones are cut.
std::vector<Window> windows_of(const Curve&, std::uint64_t longest);

}  // namespace kaitei::percolation

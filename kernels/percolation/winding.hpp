// How often a path crosses the torus' seams, per axis and with sign, packed into one word that adds and subtracts as
// a whole: x + y 2^16 in two dimensions, x + y 2^11 + z 2^22 in three, modulo 2^32.
#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace kaitei::percolation {

using Winding = std::uint32_t;

// Of a Bond's seam, in the direction of the bond.
KAITEI_HD Winding winding_of_seam(std::uint32_t seam, unsigned axes) {
  if (axes == 2) return (seam & 1u) | (seam >> 1) << 16;
  return seam == 0 ? 0 : Winding{1} << 11 * (seam - 1);
}

// Bit a is set if axis a is wound around. Counts are modulo 2^16 (three dimensions: 2^11, 2^11 and 2^10).
KAITEI_HD std::uint32_t axes_wound(Winding winding, unsigned axes) {
  if (axes == 2) {
    const std::int32_t x = static_cast<std::int16_t>(winding);
    return (x != 0) | static_cast<std::uint32_t>(winding != static_cast<Winding>(x)) << 1;
  }
  const std::int32_t x = static_cast<std::int32_t>(winding << 21) >> 21;
  const Winding rest = winding - static_cast<Winding>(x);
  const std::int32_t y = static_cast<std::int32_t>(rest << 10) >> 21;
  return (x != 0) | static_cast<std::uint32_t>(y != 0) << 1 |
         static_cast<std::uint32_t>(rest != static_cast<Winding>(y) << 11) << 2;
}

}  // namespace kaitei::percolation

// Components by hooking and compressing, for threads of a CPU or a GPU alike: parent[node] is a node of the same
// component with a smaller or the same number, so that a component's root is its smallest node in whatever order the
// edges come. Hooking by compare-and-swap with path halving, after Jaiganesh and Burtscher, "A high-performance
// connected components implementation for GPUs" (HPDC 2018).
#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace kaitei::percolation {

// shared: other threads hook at the same time. exclusive: none does, so that no atomic operation is paid for.
enum class Access { shared, exclusive };

template <Access access>
KAITEI_HD std::uint32_t load_parent(const std::uint32_t* parent) {
#ifdef __CUDA_ARCH__
  return *static_cast<const volatile std::uint32_t*>(parent);
#else
  if constexpr (access == Access::exclusive) return *parent;
  else return __atomic_load_n(parent, __ATOMIC_RELAXED);
#endif
}

template <Access access>
KAITEI_HD void store_parent(std::uint32_t* parent, std::uint32_t value) {
#ifdef __CUDA_ARCH__
  *static_cast<volatile std::uint32_t*>(parent) = value;
#else
  if constexpr (access == Access::exclusive) *parent = value;
  else __atomic_store_n(parent, value, __ATOMIC_RELAXED);
#endif
}

// Hangs the root below another node unless it is no root any more; returns whether it did.
template <Access access>
KAITEI_HD bool hang(std::uint32_t* parent, std::uint32_t root, std::uint32_t below) {
#ifdef __CUDA_ARCH__
  return atomicCAS(parent + root, root, below) == root;
#else
  if constexpr (access == Access::exclusive) {
    parent[root] = below;
    return true;
  } else {
    return __atomic_compare_exchange_n(parent + root, &root, below, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  }
#endif
}

// The root at some moment of the call. Racing stores shorten paths in either order, as parents only ever go down.
template <Access access>
KAITEI_HD std::uint32_t root_of(std::uint32_t* parent, std::uint32_t node) {
  std::uint32_t next = load_parent<access>(parent + node);
  while (next != node) {
    const std::uint32_t after = load_parent<access>(parent + next);
    if (after == next) return next;
    store_parent<access>(parent + node, after);
    node = after;
    next = load_parent<access>(parent + node);
  }
  return node;
}

// Puts both nodes into one component.
template <Access access>
KAITEI_HD void hook(std::uint32_t* parent, std::uint32_t a, std::uint32_t b) {
  for (;;) {
    a = root_of<access>(parent, a);
    b = root_of<access>(parent, b);
    if (a == b) return;
    const std::uint32_t low = a < b ? a : b, high = a < b ? b : a;
    if (hang<access>(parent, high, low)) return;
  }
}

}  // namespace kaitei::percolation

// Components by hooking and compressing, for threads of a CPU or a GPU alike: parent[node] is a node of the same
// component with a smaller or the same number, so that a component's root is its smallest node in whatever order the
// edges come. Hooking by compare-and-swap with path halving, after Jaiganesh and Burtscher, "A high-performance
// connected components implementation for GPUs" (HPDC 2018).
#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"
#include "kernels/percolation/winding.hpp"

namespace kaitei::percolation {

// How the words are read and written. Alone: no other thread hooks at the same time, so that no atomic operation is paid
// for. Together: others do. For a device: kernels/percolation/device_words.cuh.
struct Alone {
  template <class Word>
  KAITEI_HD static Word load(const Word* word) { return *word; }
  template <class Word>
  KAITEI_HD static void store(Word* word, Word value) { *word = value; }
  // Whether the word was as expected and has been replaced.
  template <class Word>
  KAITEI_HD static bool replace(Word* word, Word, Word value) {
    *word = value;
    return true;
  }
};

struct Together {
  template <class Word>
  static Word load(const Word* word) { return __atomic_load_n(word, __ATOMIC_RELAXED); }
  template <class Word>
  static void store(Word* word, Word value) { __atomic_store_n(word, value, __ATOMIC_RELAXED); }
  template <class Word>
  static bool replace(Word* word, Word expected, Word value) {
    return __atomic_compare_exchange_n(word, &expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  }
};

// The root at some moment of the call. Racing stores shorten paths in either order, as parents only ever go down.
template <class Access>
KAITEI_HD std::uint32_t root_of(std::uint32_t* parent, std::uint32_t node) {
  std::uint32_t next = Access::load(parent + node);
  while (next != node) {
    const std::uint32_t after = Access::load(parent + next);
    if (after == next) return next;
    Access::store(parent + node, after);
    node = after;
    next = Access::load(parent + node);
  }
  return node;
}

// Puts both nodes into one component: walks up from both, always from the one whose parent is larger, and stops where
// the ways meet, which is often far below the root. After Rem's algorithm, as in Patwary, Blair and Manne, "Experiments
// on union-find algorithms for the disjoint-set data structure" (SEA 2010), with path halving in place of splicing.
template <class Access>
KAITEI_HD void hook(std::uint32_t* parent, std::uint32_t a, std::uint32_t b) {
  for (;;) {
    const std::uint32_t above_a = Access::load(parent + a), above_b = Access::load(parent + b);
    if (above_a == above_b) return;
    const bool b_higher = above_a < above_b;
    const std::uint32_t high = b_higher ? b : a, above_high = b_higher ? above_b : above_a;
    const std::uint32_t low = b_higher ? a : b, above_low = b_higher ? above_a : above_b;
    if (high == above_high) {
      if (Access::replace(parent + high, high, above_low)) return;
      continue;
    }
    const std::uint32_t next = Access::load(parent + above_high);
    if (next != above_high) Access::store(parent + high, next);
    a = low;
    b = next;
  }
}

// On a torus a word also holds the winding of its node relative to the parent (winding.hpp), so that both change in one
// atomic operation. A node that has been hung keeps the way to its root for good, whatever shortens it.
struct Place {
  std::uint32_t root;
  Winding winding;  // of the node relative to the root
};
KAITEI_HD std::uint64_t pack_place(std::uint32_t parent, Winding winding) {
  return static_cast<std::uint64_t>(winding) << 32 | parent;
}
KAITEI_HD std::uint32_t parent_in(std::uint64_t word) { return static_cast<std::uint32_t>(word); }
KAITEI_HD Winding winding_in(std::uint64_t word) { return static_cast<Winding>(word >> 32); }

template <class Access>
KAITEI_HD Place place_of(std::uint64_t* place, std::uint32_t node) {
  Winding winding = 0;
  for (;;) {
    const std::uint64_t word = Access::load(place + node);
    const std::uint32_t next = parent_in(word);
    if (next == node) return {node, winding};
    const std::uint64_t after = Access::load(place + next);
    if (parent_in(after) == next) return {next, winding + winding_in(word)};
    const Winding step = winding_in(word) + winding_in(after);
    Access::store(place + node, pack_place(parent_in(after), step));
    winding += step;
    node = parent_in(after);
  }
}

// Puts both ends of a bond of so much winding into one component. Returns 0, or, if the bond closes a loop around the
// torus, how it winds.
template <class Access>
KAITEI_HD Winding hook_place(std::uint64_t* place, std::uint32_t from, std::uint32_t to, Winding winding) {
  for (;;) {
    const Place a = place_of<Access>(place, from), b = place_of<Access>(place, to);
    const Winding apart = a.winding + winding - b.winding;  // b's root seen from a's
    if (a.root == b.root) return apart;
    const std::uint32_t low = a.root < b.root ? a.root : b.root, high = a.root < b.root ? b.root : a.root;
    const Winding step = high == b.root ? apart : 0 - apart;
    if (Access::replace(place + high, pack_place(high, 0), pack_place(low, step))) return 0;
  }
}

}  // namespace kaitei::percolation

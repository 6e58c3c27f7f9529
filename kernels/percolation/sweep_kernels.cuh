// The kernels of a sweep on the device. A thread an element, a bond or a node, in strides of the grid.
#pragma once

#include <cstdint>

#include "kernels/percolation/device_words.cuh"
#include "kernels/percolation/graph.hpp"
#include "kernels/percolation/growth.hpp"
#include "kernels/percolation/hook_compress.hpp"
#include "kernels/percolation/thresholds.hpp"

namespace kaitei::percolation::device {

constexpr std::uint32_t none = 0xFFFFFFFFu, claimed = 0xFFFFFFFEu;
constexpr std::uint32_t whole_warp = 0xFFFFFFFFu;

// Union-find on the device, without and with windings.
struct PlainForest {
  using Word = std::uint32_t;
  __device__ static Word root_word(std::uint32_t node) { return node; }
  __device__ static Place find(Word* words, std::uint32_t node) { return {root_of<OnDevice>(words, node), 0}; }
  __device__ static Winding join(Word* words, std::uint32_t a, std::uint32_t b, Winding) {
    hook<OnDevice>(words, a, b);
    return 0;
  }
};
struct WindingForest {
  using Word = std::uint64_t;
  __device__ static Word root_word(std::uint32_t node) { return pack_place(node, 0); }
  __device__ static Place find(Word* words, std::uint32_t node) { return place_of<OnDevice>(words, node); }
  __device__ static Winding join(Word* words, std::uint32_t a, std::uint32_t b, Winding winding) {
    return hook_place<OnDevice>(words, a, b, winding);
  }
};

// What kernels read of the state; which arrays are null depends on what is asked.
template <class Forest>
struct StateView {
  std::uint32_t node_count;
  unsigned axes;                // of wrapping; 0: not asked
  const Bond* bonds;
  const std::uint32_t* rank;    // site percolation: [site], its place in the order
  const std::uint8_t* sides;    // crossing: [node]
  typename Forest::Word* words; // [node]
  std::uint32_t *size, *tags;   // [root]: nodes of its cluster, and their sides (crossing)
  std::uint32_t* slot;          // [root]: its number among the clusters that a window touches, or none

  __device__ bool is_occupied(std::uint32_t node, std::uint64_t occupied) const {
    return rank == nullptr || rank[node] < occupied;
  }
  __device__ Winding winding(const Bond& bond) const { return axes == 0 ? 0 : winding_of_seam(bond.seam(), axes); }
};

// A bond between two clusters of a window, by their slots; winding: of the second's root seen from the first's.
struct Link {
  std::uint32_t from, to;
  Winding winding;
};

// All clusters of a state, and the two largest that its window does not touch.
struct Survey {
  unsigned long long count, squares, largest_untouched_two;  // the larger in the high half
  std::uint32_t crossed;                                     // axes
};

template <class F>
__device__ void for_each_index(std::uint64_t first, std::uint64_t last, F&& f) {
  const std::uint64_t stride = static_cast<std::uint64_t>(gridDim.x) * blockDim.x;
  for (std::uint64_t i = first + static_cast<std::uint64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < last; i += stride)
    f(i);
}

// A thread two elements, as they share a random quad.
__global__ void draw_thresholds(std::uint64_t count, std::uint64_t key, std::uint64_t sweep, std::uint64_t* thresholds,
                                std::uint32_t* elements) {
  for_each_index(0, (count + 1) / 2, [&](std::uint64_t pair) {
    Word32 random[4];
    threshold_words(random, key, sweep, static_cast<std::uint32_t>(pair));
    for (std::uint64_t i = 2 * pair; i < 2 * pair + 2 && i < count; ++i) {
      const std::uint32_t high = random[i % 2 * 2].value, low = random[i % 2 * 2 + 1].value;
      thresholds[i] = static_cast<std::uint64_t>(high) << 32 | low;
      elements[i] = static_cast<std::uint32_t>(i);
    }
  });
}

__global__ void rank_sites(std::uint64_t count, const std::uint32_t* order, std::uint32_t* rank) {
  for_each_index(0, count, [&](std::uint64_t i) { rank[order[i]] = static_cast<std::uint32_t>(i); });
}

// A bond comes with the later of its sites.
__global__ void time_bonds(std::uint64_t count, const Bond* bonds, const std::uint32_t* rank, std::uint32_t* times,
                           std::uint32_t* numbers) {
  for_each_index(0, count, [&](std::uint64_t i) {
    const std::uint32_t from = rank[bonds[i].from()], to = rank[bonds[i].to()];
    times[i] = from > to ? from : to;
    numbers[i] = static_cast<std::uint32_t>(i);
  });
}

// cuts[c] = how many of the ascending times lie below steps[c].
__global__ void find_cuts(std::uint64_t count, const std::uint32_t* times, std::uint64_t cut_count,
                          const std::uint64_t* steps, std::uint64_t* cuts) {
  for_each_index(0, cut_count, [&](std::uint64_t c) {
    std::uint64_t low = 0, high = count;
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      if (times[middle] < steps[c]) low = middle + 1;
      else high = middle;
    }
    cuts[c] = low;
  });
}

template <class Forest>
__global__ void start_forest(StateView<Forest> state) {
  for_each_index(0, state.node_count, [&](std::uint64_t node) {
    state.words[node] = Forest::root_word(static_cast<std::uint32_t>(node));
  });
}

// Joins by the bonds links[first] to links[last - 1], in any order; *wound collects the axes around which they close.
template <class Forest>
__global__ void hook_links(StateView<Forest> state, const std::uint32_t* links, std::uint64_t first, std::uint64_t last,
                           std::uint32_t* wound) {
  for_each_index(first, last, [&](std::uint64_t i) {
    const Bond bond = state.bonds[links[i]];
    const Winding apart = Forest::join(state.words, bond.from(), bond.to(), state.winding(bond));
    if (apart != 0) atomicOr(wound, axes_wound(apart, state.axes));
  });
}

// Size and sides of every cluster; those of an empty site are its own. `size` and `tags` start as zeros. Lanes with
// the same root add up first, as nearly all have where there is a giant cluster.
template <class Forest>
__global__ void measure_clusters(StateView<Forest> state, std::uint64_t occupied) {
  const std::uint64_t rounded = (static_cast<std::uint64_t>(state.node_count) + 31) / 32 * 32;
  for_each_index(0, rounded, [&](std::uint64_t i) {
    const auto node = static_cast<std::uint32_t>(i);
    const bool inside = i < state.node_count, counts = inside && state.is_occupied(node, occupied);
    std::uint32_t root = none;
    if (inside) {
      root = Forest::find(state.words, node).root;
      if (state.sides != nullptr && state.sides[node] != 0) atomicOr(state.tags + root, static_cast<std::uint32_t>(state.sides[node]));
    }
    __syncwarp();
    const std::uint32_t members = __match_any_sync(whole_warp, counts ? root : none);
    if (counts && static_cast<std::uint32_t>(__ffs(static_cast<int>(members))) == threadIdx.x % 32 + 1)
      atomicAdd(state.size + root, static_cast<std::uint32_t>(__popc(members)));
  });
}

// Gives the root's cluster a slot, unless it has one.
template <class Forest>
__device__ void claim_slot(const StateView<Forest>& state, std::uint32_t root, std::uint32_t* slot_count,
                           std::uint32_t* slot_root) {
  if (OnDevice::load(state.slot + root) != none || atomicCAS(state.slot + root, none, claimed) != none) return;
  const std::uint32_t slot = atomicAdd(slot_count, 1u);
  slot_root[slot] = root;
  OnDevice::store(state.slot + root, slot);
}

template <class Forest>
__global__ void touch_links(StateView<Forest> state, const std::uint32_t* links, std::uint64_t first, std::uint64_t last,
                            std::uint32_t* slot_count, std::uint32_t* slot_root) {
  for_each_index(first, last, [&](std::uint64_t i) {
    const Bond bond = state.bonds[links[i]];
    claim_slot(state, Forest::find(state.words, bond.from()).root, slot_count, slot_root);
    claim_slot(state, Forest::find(state.words, bond.to()).root, slot_count, slot_root);
  });
}

// Sites that the window occupies, still roots of their own.
template <class Forest>
__global__ void touch_sites(StateView<Forest> state, const std::uint32_t* order, std::uint64_t first, std::uint64_t last,
                            std::uint32_t* slot_count, std::uint32_t* slot_root) {
  for_each_index(first, last, [&](std::uint64_t i) { claim_slot(state, order[i], slot_count, slot_root); });
}

template <class Forest>
__global__ void describe_links(StateView<Forest> state, const std::uint32_t* links, std::uint64_t first,
                               std::uint64_t last, Link* out) {
  for_each_index(first, last, [&](std::uint64_t i) {
    const Bond bond = state.bonds[links[i]];
    const Place a = Forest::find(state.words, bond.from()), b = Forest::find(state.words, bond.to());
    out[i - first] = {state.slot[a.root], state.slot[b.root], a.winding + state.winding(bond) - b.winding};
  });
}

template <class Forest>
__global__ void describe_sites(StateView<Forest> state, const std::uint32_t* order, std::uint64_t first,
                               std::uint64_t last, std::uint32_t* out) {
  for_each_index(first, last, [&](std::uint64_t i) { out[i - first] = state.slot[order[i]]; });
}

// Sizes (0: an empty site) and sides of the clusters that have slots.
template <class Forest>
__global__ void describe_slots(StateView<Forest> state, const std::uint32_t* slot_count, const std::uint32_t* slot_root,
                               std::uint32_t* sizes, std::uint32_t* tags) {
  for_each_index(0, *slot_count, [&](std::uint64_t i) {
    sizes[i] = state.size[slot_root[i]];
    if (tags != nullptr) tags[i] = state.tags[slot_root[i]];
  });
}

// Of two pairs (larger in the high half, smaller in the low), the two largest of the four.
__device__ inline std::uint64_t largest_two(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t most = a > b ? a : b, other = a > b ? b : a;
  const std::uint64_t second = most & 0xFFFFFFFFu, third = other >> 32;
  return most >> 32 << 32 | (second > third ? second : third);
}

// Adds up over the roots; the warp adds up before the memory does. *survey starts as zeros.
template <class Forest>
__global__ void survey_clusters(StateView<Forest> state, Survey* survey) {
  std::uint64_t count = 0, squares = 0, two = 0;
  std::uint32_t crossed = 0;
  for_each_index(0, state.node_count, [&](std::uint64_t i) {
    const auto node = static_cast<std::uint32_t>(i);
    const std::uint64_t size = state.size[node];
    if (size == 0) return;  // no root, or an empty site
    ++count;
    squares += size * size;
    if (state.sides != nullptr) crossed |= axes_crossed(state.tags[node]);
    if (state.slot[node] == none) two = largest_two(two, size << 32);
  });
  __syncwarp();
  for (int step = 16; step > 0; step /= 2) {
    count += __shfl_xor_sync(whole_warp, count, step);
    squares += __shfl_xor_sync(whole_warp, squares, step);
    two = largest_two(two, __shfl_xor_sync(whole_warp, two, step));
    crossed |= __shfl_xor_sync(whole_warp, crossed, step);
  }
  if (threadIdx.x % 32 != 0 || count == 0) return;
  atomicAdd(&survey->count, static_cast<unsigned long long>(count));
  atomicAdd(&survey->squares, static_cast<unsigned long long>(squares));
  if (crossed != 0) atomicOr(&survey->crossed, crossed);
  unsigned long long before = OnDevice::load(&survey->largest_untouched_two);
  for (;;) {
    const auto after = static_cast<unsigned long long>(largest_two(before, two));
    if (after == before) return;
    const unsigned long long seen = atomicCAS(&survey->largest_untouched_two, before, after);
    if (seen == before) return;
    before = seen;
  }
}

}  // namespace kaitei::percolation::device

// Component count and largest component of every trial. One word-parallel sweep from the hub settles the component
// that holds nearly everything. The nodes it missed are peeled: one with no neighbour left is the last of a tree and
// counts for it, one with a single neighbour left goes without counting. What has cycles is left over, seldom, and is
// flooded, a component at a time. Only where more nodes are outside the hub's component than inside are the others
// measured, trial by trial.
#pragma once

#include <cstdint>

#include "kernels/lanes.hpp"
#include "kernels/plan.hpp"
#include "kernels/reach.hpp"

namespace kaitei {

// Working memory for one vector of trials over n nodes.
template <class V>
struct ComponentScratch {
  V* reached;             // n, from the hub
  V* missed;              // n: up, not reached, and in no component counted yet
  V* front;               // n, zero between calls
  std::uint32_t* list;    // n: nodes missed in some lane
  Worklist work;
};

// Takes trees out of `missed` and adds one to `trees` for each; returns how many nodes of the list, moved to its front,
// are left with something missed. Those are on cycles, or between them. An edge that is up leads from a missed node to
// missed nodes alone.
template <class V>
KAITEI_HD std::uint32_t peel(const AdjacencyView& edges, const std::uint32_t* failed, std::uint32_t word,
                             std::uint32_t listed, const ComponentScratch<V>& scratch, BitPlanes<V>& trees) {
  for (V changed = V::splat(0xFFFFFFFFu); listed != 0 && any(changed);) {
    changed = V::splat(0);
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < listed; ++i) {
      const std::uint32_t node = scratch.list[i];
      V one = V::splat(0), two = V::splat(0);  // at least so many neighbours left
      for (std::uint32_t j = edges.first[node]; j < edges.first[node + 1]; ++j) {
        const Neighbour& next = edges.neighbours[j];
        const V joined = scratch.missed[next.node] & ~V::load(failed + next.failed * words_per_block + word);
        two = two | (one & joined);
        one = one | joined;
      }
      const V before = scratch.missed[node], after = before & two;
      trees.add(before & ~one);
      changed = changed | (before ^ after);
      scratch.missed[node] = after;
      scratch.list[kept] = node;
      kept += any(after);
    }
    listed = kept;
  }
  return listed;
}

// Takes the component of `seed` out of `missed`, in every lane of missed[seed].
template <class V>
KAITEI_HD void flood(const AdjacencyView& edges, const std::uint32_t* failed, std::uint32_t word, std::uint32_t seed,
                     const ComponentScratch<V>& scratch) {
  std::uint32_t depth = 0;
  scratch.front[seed] = scratch.missed[seed];
  scratch.missed[seed] = V::splat(0);
  scratch.work.node[depth++] = seed;
  while (depth != 0) {
    const std::uint32_t node = scratch.work.node[--depth];
    const V front = scratch.front[node];
    scratch.front[node] = V::splat(0);
    for (std::uint32_t i = edges.first[node]; i < edges.first[node + 1]; ++i) {
      const Neighbour& next = edges.neighbours[i];
      const V gained = front & scratch.missed[next.node] & ~V::load(failed + next.failed * words_per_block + word);
      if (!any(gained)) continue;
      if (!any(scratch.front[next.node])) scratch.work.node[depth++] = next.node;
      scratch.front[next.node] = scratch.front[next.node] | gained;
      scratch.missed[next.node] = scratch.missed[next.node] ^ gained;
    }
  }
}

// Size of the largest component among the nodes that the hub does not reach, in one trial: a depth-first search.
// reached: the trial's word of node v is reached[v * stride].
KAITEI_HD std::uint32_t largest_missed(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                                       std::uint32_t lane, const std::uint32_t* reached, std::uint32_t stride,
                                       const Worklist& work) {
  std::uint32_t* const stack = work.node;
  std::uint8_t* const visited = work.queued;
  const auto set = [&](std::uint32_t bits) { return (bits >> lane & 1u) != 0; };
  const std::uint32_t nodes = view.node_failed.size;
  std::uint32_t largest = 0;
  for (std::uint32_t seed = 0; seed < nodes; ++seed) {
    if (visited[seed] || set(reached[seed * stride]) || set(failed[view.node_failed[seed] * words_per_block + word]))
      continue;
    std::uint32_t size = 0, depth = 0;
    stack[depth++] = seed;
    visited[seed] = 1;
    while (depth != 0) {
      const std::uint32_t node = stack[--depth];
      ++size;
      for (std::uint32_t i = view.adjacency.first[node]; i < view.adjacency.first[node + 1]; ++i) {
        const Neighbour& next = view.adjacency.neighbours[i];
        if (visited[next.node] || set(failed[next.failed * words_per_block + word])) continue;
        visited[next.node] = 1;
        stack[depth++] = next.node;
      }
    }
    if (size > largest) largest = size;
  }
  for (std::uint32_t node = 0; node < nodes; ++node) visited[node] = 0;
  return largest;
}

// What the hub reaches, into scratch.reached.
template <class V>
KAITEI_HD void reach_from_hub(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                              const ComponentScratch<V>& scratch) {
  for (std::uint32_t node = 0; node < view.node_failed.size; ++node) scratch.reached[node] = V::splat(0);
  scratch.reached[view.hub] = ~V::load(failed + view.node_failed[view.hub] * words_per_block + word);
  spread(view.adjacency, {}, failed, word, scratch.work, scratch.reached);
}

// After reach_from_hub: calls f(component count, size of the largest) once per valid trial of the lanes from `word`.
template <class V, class F>
KAITEI_HD void components(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                          const std::uint32_t* valid, const ComponentScratch<V>& scratch, F&& f) {
  const std::uint32_t nodes = view.node_failed.size;
  BitPlanes<V> outside, others;  // nodes that the hub does not reach, and components that they form
  std::uint32_t listed = 0;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const V absent = ~scratch.reached[node];
    outside.add(absent);
    scratch.missed[node] = absent & ~V::load(failed + view.node_failed[node] * words_per_block + word);
    scratch.list[listed] = node;
    listed += any(scratch.missed[node]);
  }
  listed = peel(view.adjacency, failed, word, listed, scratch, others);
  for (std::uint32_t i = 0; i < listed; ++i) {
    const std::uint32_t node = scratch.list[i];
    if (!any(scratch.missed[node])) continue;
    others.add(scratch.missed[node]);
    flood(view.adjacency, failed, word, node, scratch);
  }

  const typename BitPlanes<V>::Words outside_words = outside.words(), others_words = others.words();
  for (std::uint32_t w = 0; w < V::words; ++w) {
    std::uint32_t missing[trials_per_word], count[trials_per_word];
    outside_words.numbers(w, missing);
    others_words.numbers(w, count);
    for_each_bit(valid[w], [&](std::uint32_t lane) {
      const std::uint32_t inside = nodes - missing[lane];
      std::uint32_t largest = inside;
      if (inside < missing[lane] && count[lane] != 0) {
        const std::uint32_t other =
            largest_missed(view, failed, word + w, lane, reinterpret_cast<const std::uint32_t*>(scratch.reached) + w,
                           V::words, scratch.work);
        if (other > largest) largest = other;
      }
      f(count[lane] + (inside != 0), largest);
    });
  }
}

}  // namespace kaitei

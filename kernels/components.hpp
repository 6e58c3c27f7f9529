// Component count and largest component of every trial. One word-parallel sweep from the hub settles the component
// that holds nearly everything; a depth-first search labels only the nodes it missed, trial by trial.
#pragma once

#include <cstdint>

#include "kernels/lanes.hpp"
#include "kernels/plan.hpp"
#include "kernels/reach.hpp"

namespace kaitei {

// Working memory for one vector of trials over n nodes.
template <class V>
struct ComponentScratch {
  V* reached;                // n
  std::uint32_t* suspects;   // n: nodes missed in some lane
  std::uint32_t* missed;     // n * 32: per lane, the nodes it missed
  std::uint32_t* stack;      // n
  std::uint8_t* visited;     // n, zero between calls
};

// The components among the missed nodes of one trial: adds their number to `count` and raises `largest`. An edge that
// is up leads from a missed node to missed nodes only, so no other node is ever visited.
KAITEI_HD void label_missed(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                            std::uint32_t lane, const std::uint32_t* missed, std::uint32_t missed_count,
                            std::uint32_t* stack, std::uint8_t* visited, std::uint32_t& count,
                            std::uint32_t& largest) {
  for (std::uint32_t i = 0; i < missed_count; ++i) {
    if (visited[missed[i]]) continue;
    std::uint32_t size = 0, depth = 0;
    stack[depth++] = missed[i];
    visited[missed[i]] = 1;
    while (depth != 0) {
      const std::uint32_t node = stack[--depth];
      ++size;
      for (std::uint32_t j = view.first_neighbour[node]; j < view.first_neighbour[node + 1]; ++j) {
        const Neighbour next = view.neighbours[j];
        const bool down = (failed[next.failed * words_per_block + word] >> lane) & 1u;
        if (down || visited[next.node]) continue;
        visited[next.node] = 1;
        stack[depth++] = next.node;
      }
    }
    ++count;
    if (size > largest) largest = size;
  }
  for (std::uint32_t i = 0; i < missed_count; ++i) visited[missed[i]] = 0;
}

// Calls f(component count, size of the largest) once per valid trial of the lanes from `word`.
template <class V, class F>
KAITEI_HD void components(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                          const std::uint32_t* valid, const ComponentScratch<V>& scratch, F&& f) {
  const std::uint32_t nodes = view.node_failed.size;
  for (std::uint32_t node = 0; node < nodes; ++node) scratch.reached[node] = V::splat(0);
  scratch.reached[view.hub] = ~V::load(failed + view.node_failed[view.hub] * words_per_block + word);
  spread(view.edges, {}, failed, word, scratch.reached);

  LaneNumbers<V, std::uint32_t> outside;  // nodes that are down or missed
  std::uint32_t suspect_count = 0;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const V absent = ~scratch.reached[node];
    if (!any(absent)) continue;
    outside.add(absent, 1);
    scratch.reached[node] = absent & ~V::load(failed + view.node_failed[node] * words_per_block + word);
    if (any(scratch.reached[node])) scratch.suspects[suspect_count++] = node;
  }

  for (std::uint32_t w = 0; w < V::words; ++w) {
    std::uint32_t missed_count[trials_per_word] = {};
    for (std::uint32_t i = 0; i < suspect_count; ++i) {
      const std::uint32_t node = scratch.suspects[i];
      std::uint32_t bits;
      __builtin_memcpy(&bits, reinterpret_cast<const char*>(&scratch.reached[node]) + 4 * w, sizeof bits);
      for_each_bit(bits & valid[w], [&](std::uint32_t lane) {
        scratch.missed[lane * nodes + missed_count[lane]++] = node;
      });
    }
    for_each_bit(valid[w], [&](std::uint32_t lane) {
      std::uint32_t largest = nodes - outside.value[w * trials_per_word + lane];
      std::uint32_t count = largest != 0;
      if (missed_count[lane] != 0)
        label_missed(view, failed, word + w, lane, scratch.missed + lane * nodes, missed_count[lane], scratch.stack,
                     scratch.visited, count, largest);
      f(count, largest);
    });
  }
}

}  // namespace kaitei

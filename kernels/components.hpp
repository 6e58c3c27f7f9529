// Component count and largest component of every trial, and what the hub reaches. Where the graph allows it, all of it
// comes from elimination (elimination.hpp). Else a word-parallel sweep from the hub settles the component that holds
// nearly everything, and the nodes it missed are peeled: one with no neighbour left is the last of a tree and counts
// for it, one with a single neighbour left goes without counting. What has cycles is left over, seldom, and is flooded,
// a component at a time. Only where more nodes are outside the hub's component than inside are the others measured,
// trial by trial.
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
KAITEI_HD std::uint32_t largest_missed(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                                       std::uint32_t lane, const std::uint32_t* missed, const Worklist& work) {
  std::uint32_t* const stack = work.node;
  std::uint8_t* const visited = work.queued;
  const auto set = [&](const std::uint32_t* rows, std::uint32_t row) {
    return (rows[row * words_per_block + word] >> lane & 1u) != 0;
  };
  const std::uint32_t nodes = view.node_failed.size;
  std::uint32_t largest = 0;
  for (std::uint32_t seed = 0; seed < nodes; ++seed) {
    if (visited[seed] || !set(missed, seed) || set(failed, view.node_failed[seed])) continue;
    std::uint32_t size = 0, depth = 0;
    stack[depth++] = seed;
    visited[seed] = 1;
    while (depth != 0) {
      const std::uint32_t node = stack[--depth];
      ++size;
      for (std::uint32_t i = view.adjacency.first[node]; i < view.adjacency.first[node + 1]; ++i) {
        const Neighbour& next = view.adjacency.neighbours[i];
        if (visited[next.node] || set(failed, next.failed)) continue;
        visited[next.node] = 1;
        stack[depth++] = next.node;
      }
    }
    if (size > largest) largest = size;
  }
  for (std::uint32_t node = 0; node < nodes; ++node) visited[node] = 0;
  return largest;
}

// After eliminate(): the nodes that the hub does not reach, and all components.
template <class V>
KAITEI_HD void substitute(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                          std::uint32_t* missed, BitPlanes<V>& outside, BitPlanes<V>& all) {
  const EliminationView& elimination = view.elimination;
  for (const EliminationView::Node& at : elimination.nodes) {
    const V down = V::load(failed + view.node_failed[at.node] * words_per_block + word);
    V last = V::splat(0xFFFFFFFFu), not_reached = &at == elimination.nodes.begin() ? down : last;
    for (std::uint32_t i = at.first; i < at.end; ++i) {
      const EliminationView::Joined& joined = elimination.joined[i];
      const V cut = V::load(failed + joined.row * words_per_block + word);
      last = last & cut;
      not_reached = not_reached & (cut | V::load(missed + joined.neighbour * words_per_block + word));
    }
    not_reached.store(missed + at.node * words_per_block + word);
    outside.add(not_reached);
    all.add(last & ~down);
  }
}

// The same by a sweep.
template <class V>
KAITEI_HD void search(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                      const ComponentScratch<V>& scratch, std::uint32_t* missed, BitPlanes<V>& outside,
                      BitPlanes<V>& all) {
  const std::uint32_t nodes = view.node_failed.size;
  for (std::uint32_t node = 0; node < nodes; ++node) scratch.reached[node] = V::splat(0);
  scratch.reached[view.hub] = ~V::load(failed + view.node_failed[view.hub] * words_per_block + word);
  spread(view.adjacency, {}, failed, word, scratch.work, scratch.reached);
  all.add(scratch.reached[view.hub]);
  std::uint32_t listed = 0;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const V absent = ~scratch.reached[node];
    absent.store(missed + node * words_per_block + word);
    outside.add(absent);
    scratch.missed[node] = absent & ~V::load(failed + view.node_failed[node] * words_per_block + word);
    scratch.list[listed] = node;
    listed += any(scratch.missed[node]);
  }
  listed = peel(view.adjacency, failed, word, listed, scratch, all);
  for (std::uint32_t i = 0; i < listed; ++i) {
    const std::uint32_t node = scratch.list[i];
    if (!any(scratch.missed[node])) continue;
    all.add(scratch.missed[node]);
    flood(view.adjacency, failed, word, node, scratch);
  }
}

// Calls f(component count, size of the largest) once per valid trial of the lanes from `word`; `missed` has a row for
// each node, which is set in the trials in which the hub does not reach it.
template <class V, class F>
KAITEI_HD void components(const ComponentView& view, const std::uint32_t* failed, std::uint32_t word,
                          const std::uint32_t* valid, const ComponentScratch<V>& scratch, std::uint32_t* missed,
                          F&& f) {
  BitPlanes<V> outside, all;  // nodes that the hub does not reach, and components
  if (view.elimination.nodes.size != 0) substitute(view, failed, word, missed, outside, all);
  else search(view, failed, word, scratch, missed, outside, all);

  const std::uint32_t nodes = view.node_failed.size;
  const typename BitPlanes<V>::Words outside_words = outside.words(), all_words = all.words();
  for (std::uint32_t w = 0; w < V::words; ++w) {
    std::uint32_t absent[trials_per_word], count[trials_per_word];
    outside_words.numbers(w, absent);
    all_words.numbers(w, count);
    for_each_bit(valid[w], [&](std::uint32_t lane) {
      const std::uint32_t inside = nodes - absent[lane];
      std::uint32_t largest = inside;
      if (inside < absent[lane] && count[lane] > (inside != 0)) {
        const std::uint32_t other = largest_missed(view, failed, word + w, lane, missed, scratch.work);
        if (other > largest) largest = other;
      }
      f(count[lane], largest);
    });
  }
}

}  // namespace kaitei

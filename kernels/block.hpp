// One block of 1024 trials from random numbers to tallies, in the order of the data: sample the elements, work out
// what they take down, ask each question, count. Everything here is a template on the word type alone.
#pragma once

#include <cstdint>

#include "kernels/bernoulli.hpp"
#include "kernels/combinations.hpp"
#include "kernels/components.hpp"
#include "kernels/lanes.hpp"
#include "kernels/plan.hpp"
#include "kernels/reach.hpp"
#include "kernels/sample_block.hpp"

namespace kaitei {

// Memory of one thread, for one block; the arrays are sized by BlockScratch's owner (cpu_backend.cpp).
struct BlockScratch {
  std::uint32_t* failed;        // (literals and the rows of the elimination) * 32
  std::uint32_t* missed;        // nodes of the components * 32
  std::uint32_t* reached;       // (reach_slots + 3 nodes) vectors, zero at first
  std::uint32_t* disconnected;  // connectivity outcomes * 32
  std::uint32_t* list;          // nodes
  Worklist work;                // for the nodes of the components and of every task
  std::uint64_t* damage;        // one per trial, or null: not asked
};

// Trials of a block in which both bits are set.
KAITEI_HD std::uint64_t count_ones(const std::uint32_t* a, const std::uint32_t* b) {
  std::uint64_t ones = 0;
  for (std::uint32_t word = 0; word < words_per_block; word += 2) {
    std::uint64_t x, y;
    __builtin_memcpy(&x, a + word, sizeof x);
    __builtin_memcpy(&y, b + word, sizeof y);
    ones += static_cast<std::uint64_t>(__builtin_popcountll(x & y));
  }
  return ones;
}

// The 32 words of one element. The widths of the two word types only say how much is made at a time.
template <class Dense, class Sparse>
KAITEI_HD void sample_element(const PlanView& plan, const ElementSampler& sampler, std::uint64_t block,
                              std::uint32_t* failed) {
  if (sampler.kind == SamplerKind::dense) {
    for (std::uint32_t word = 0; word < words_per_block; word += Dense::words)
      bernoulli_dense<Dense>(sampler, plan.keys.dense, block * words_per_block + word).store(failed + word);
    return;
  }
  const std::uint32_t fill = sampler.kind == SamplerKind::always ? 0xFFFFFFFFu : 0u;
  for (std::uint32_t word = 0; word < words_per_block; ++word) failed[word] = fill;
  if (sampler.kind == SamplerKind::sparse)
    bernoulli_sparse<Sparse>(sampler, plan.keys.sparse, block, plan.gap_tables[sampler.shift - smallest_shift],
                             failed);
}

// Gate g, in the lanes of V from `word`.
template <class V>
KAITEI_HD void evaluate_gate(const PlanView& plan, std::uint32_t g, std::uint32_t word, std::uint32_t* failed) {
  const GateView& gate = plan.gates[g];
  const bool needs_all = gate.kind == GateKind::all_up;
  V down = V::splat(needs_all ? 0u : 0xFFFFFFFFu);
  for (const Literal input : gate.inputs) {
    const V x = V::load(failed + input * words_per_block + word);
    down = needs_all ? down | x : down & x;
  }
  down.store(failed + (plan.elements.size + g) * words_per_block + word);
}

template <class V>
KAITEI_HD void evaluate_gates(const PlanView& plan, std::uint32_t word, std::uint32_t* failed) {
  for (std::uint32_t g = 0; g < plan.gates.size; ++g) evaluate_gate<V>(plan, g, word, failed);
}

template <class V>
KAITEI_HD V disconnected(const ConnectivityView& outcome, const V* reached) {
  const bool any_suffices = outcome.quantifier == Quantifier::any;
  V connected = V::splat(any_suffices ? 0u : 0xFFFFFFFFu);
  for (const std::uint32_t target : outcome.targets)
    connected = any_suffices ? connected | reached[target] : connected & reached[target];
  return ~connected;
}

template <class V>
KAITEI_HD void tally_joining(const JoiningView& outcome, const PlanView& plan, const std::uint32_t* failed,
                             std::uint32_t word, const std::uint32_t* valid, const V* reached, std::uint64_t* systems,
                             std::uint64_t* capacity, Moments& moments, std::uint64_t* damage) {
  const V* a = reached + plan.tasks[outcome.task_a].offset;
  const V* b = reached + plan.tasks[outcome.task_b].offset;
  LaneNumbers<V, std::uint32_t> systems_lost;
  LaneNumbers<V, std::uint64_t> gbps_lost;
  for (std::uint32_t i = 0; i < outcome.routes.size;) {
    const std::uint32_t system = outcome.routes[i].system;
    V system_joins = V::splat(0);
    for (; i < outcome.routes.size && outcome.routes[i].system == system; ++i) {
      const JoiningOutcome::Route& route = outcome.routes[i];
      const V joins = ~V::load(failed + route.failed * words_per_block + word) &
                      ((a[route.from_in_a] & b[route.to_in_b]) | (a[route.to_in_a] & b[route.from_in_b]));
      if (route.capacity_gbps != 0) gbps_lost.add(~joins, route.capacity_gbps);
      system_joins = system_joins | joins;
    }
    systems_lost.add(~system_joins, 1);
  }
  for (std::uint32_t lane = 0; damage != nullptr && lane < V::words * trials_per_word; ++lane)
    damage[lane] += systems_lost.value[lane] * WorstTrial::system + gbps_lost.value[lane];
  systems_lost.for_each(valid, [&](std::uint32_t lost) { ++systems[outcome.system_count - lost]; });
  gbps_lost.for_each(valid, [&](std::uint64_t lost) {
    const std::uint64_t gbps = outcome.total_gbps - lost;
    ++capacity[gbps / outcome.bin_width_gbps];
    moments.sum += gbps;
    moments.sum_of_squares += static_cast<Uint128>(gbps) * gbps;
  });
}

KAITEI_HD void tally_importance(const PlanView& plan, const std::uint32_t* failed, const std::uint32_t* disconnected,
                                std::uint64_t* joint) {
  std::uint32_t words[words_per_block], used = 0;
  for (std::uint32_t word = 0; word < words_per_block; ++word)
    if (disconnected[word] != 0) words[used++] = word;
  for (std::uint32_t e = 0; used != 0 && e < plan.elements.size; ++e)
    for (std::uint32_t i = 0; i < used; ++i)
      joint[e] += static_cast<std::uint64_t>(
          __builtin_popcount(failed[e * words_per_block + words[i]] & disconnected[words[i]]));
}

// Simulates the block; `valid` masks the trials that count. The disconnected trials of each connectivity outcome are
// left in scratch.disconnected.
template <class V>
KAITEI_HD void simulate_block(const PlanView& plan, std::uint64_t block, const std::uint32_t* valid,
                              const BlockScratch& scratch, const TallyView& tally) {
  std::uint32_t* failed = scratch.failed;
  if (plan.combinations.size != 0) {
    fill_combinations(plan.combinations, block * trials_per_block, 0, words_per_block, failed);
  } else if (plan.lists.replaces_draws()) {
    for (std::uint32_t i = 0; i < plan.elements.size * words_per_block; ++i) failed[i] = 0;
  } else {
    sample_words<V>(plan, plan.all_elements, block_slots(block, valid), failed);
  }
  if (plan.lists.trials != 0) add_listed(plan.lists, block, failed);
  for (std::uint32_t t = 0; scratch.damage != nullptr && t < trials_per_block; ++t) scratch.damage[t] = 0;

  for (std::uint32_t word = 0; word < words_per_block; word += V::words) evaluate_gates<V>(plan, word, failed);
  for (const ComponentView& view : plan.components) eliminate<V>(view.elimination, failed);

  V* const reached = reinterpret_cast<V*>(scratch.reached);
  V* const from_hub = reached + plan.reach_slots;
  const std::uint32_t nodes = plan.components.size == 0 ? 0 : plan.components[0].node_failed.size;
  const ComponentScratch<V> components_scratch = {from_hub, from_hub + nodes, from_hub + 2 * nodes, scratch.list,
                                                  scratch.work};
  for (std::uint32_t word = 0; word < words_per_block; word += V::words) {
    for (const ComponentView& view : plan.components)
      components(view, failed, word, valid + word, components_scratch, scratch.missed,
                 [&](std::uint32_t count, std::uint32_t largest) {
                   ++tally.component_count[count];
                   ++tally.largest_component[largest];
                 });
    for (const TaskView& task : plan.tasks)
      reach(task, task.adjacency, failed, word, scratch.missed, scratch.work, reached + task.offset);
    for (std::uint32_t c = 0; c < plan.connectivity.size; ++c) {
      const ConnectivityView& outcome = plan.connectivity[c];
      (disconnected(outcome, reached + plan.tasks[outcome.task].offset) & V::load(valid + word))
          .store(scratch.disconnected + c * words_per_block + word);
      for (std::uint32_t w = word; scratch.damage != nullptr && w < word + V::words; ++w)
        for_each_bit(scratch.disconnected[c * words_per_block + w],
                     [&](std::uint32_t lane) { scratch.damage[w * trials_per_word + lane] += WorstTrial::outcome; });
    }
    for (std::uint32_t j = 0; j < plan.joining.size; ++j)
      tally_joining(plan.joining[j], plan, failed, word, valid + word, reached, tally.systems_joining[j],
                    tally.capacity[j], tally.capacity_gbps[j],
                    scratch.damage == nullptr ? nullptr : scratch.damage + word * trials_per_word);
    for (std::uint32_t s = 0; s < plan.set_reach.size; ++s) {
      const TaskView& task = plan.tasks[plan.set_reach[s]];
      BitPlanes<V> missing;
      for (std::uint32_t node = 0; node < task.node_count; ++node) missing.add(~reached[task.offset + node]);
      missing.for_each(valid + word, [&](std::uint32_t lost) { ++tally.set_reach[s][task.node_count - lost]; });
    }
    if (plan.elements_failed) {
      BitPlanes<V> planes;
      for (std::uint32_t e = 0; e < plan.elements.size; ++e) planes.add(V::load(failed + e * words_per_block + word));
      planes.for_each(valid + word, [&](std::uint32_t number) { ++tally.elements_failed[number]; });
    }
  }

  *tally.trials += count_ones(valid, valid);
  for (std::uint32_t e = 0; plan.element_failed && e < plan.elements.size; ++e)
    tally.element_failed[e] += count_ones(failed + e * words_per_block, valid);
  for (std::uint32_t c = 0; c < plan.connectivity.size; ++c) {
    const std::uint32_t* lost = scratch.disconnected + c * words_per_block;
    tally.disconnected[c] += count_ones(lost, valid);
    if (plan.importance) tally_importance(plan, failed, lost, tally.failed_and_disconnected[c]);
  }
}

}  // namespace kaitei

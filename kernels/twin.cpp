#include "kernels/twin.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "kernels/gap_tables.hpp"
#include "kernels/philox.hpp"
#include "kernels/word.hpp"

namespace kaitei::twin {
namespace {

std::uint32_t random_word(std::uint64_t element, std::uint64_t key, std::uint64_t w, std::uint32_t d) {
  Word32 counter[4] = {{static_cast<std::uint32_t>(w)},
                       {(static_cast<std::uint32_t>(w >> 32) << 16) | (d / 4)},
                       {static_cast<std::uint32_t>(element)},
                       {static_cast<std::uint32_t>(element >> 32)}};
  philox4x32_10(counter, key);
  return counter[d % 4].value;
}

std::uint64_t random_64(std::uint64_t element, std::uint64_t key, std::uint64_t w, std::uint32_t d) {
  return static_cast<std::uint64_t>(random_word(element, key, w, d)) << 32 | random_word(element, key, w, d + 1);
}

class UnionFind {
 public:
  explicit UnionFind(std::size_t nodes) : parent_(nodes) { std::iota(parent_.begin(), parent_.end(), 0u); }
  std::uint32_t find(std::uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::uint32_t> parent_;
};

using Bits = std::vector<bool>;

// C(n, k) = C(n - 1, k - 1) n / k.
std::uint64_t choose(std::uint64_t n, std::uint64_t k) {
  if (k == 0 || n == k) return 1;
  return n < k ? 0 : choose(n - 1, k - 1) * n / k;
}

// Set number `rank` of k elements in colexicographic order, greatest member first.
Bits combination(std::size_t elements, std::uint32_t k, std::uint64_t rank) {
  Bits members(elements);
  for (std::size_t c = elements; k > 0; --k) {
    do --c;
    while (choose(c, k) > rank);
    rank -= choose(c, k);
    members[c] = true;
  }
  return members;
}

Bits failed_literals(const Model& model, std::uint64_t trial) {
  Bits failed;
  if (model.set_size != 0) failed = combination(model.elements.size(), model.set_size, trial);
  else if (!model.lists.empty() && !model.lists.beside_drawn) failed.resize(model.elements.size());
  else
    for (const ElementSampler& sampler : model.elements) failed.push_back(element_fails(sampler, model.keys, trial));
  const FailureLists& lists = model.lists;
  if (trial >= lists.first_trial && trial < lists.first_trial + lists.trials())
    for (std::uint32_t m = lists.first[trial - lists.first_trial]; m < lists.first[trial - lists.first_trial + 1]; ++m)
      failed[lists.members[m]] = true;
  for (const Gate& gate : model.gates) {
    const auto down = [&](Literal input) { return failed[input]; };
    failed.push_back(gate.kind == GateKind::all_up ? std::any_of(gate.inputs.begin(), gate.inputs.end(), down)
                                                   : std::all_of(gate.inputs.begin(), gate.inputs.end(), down));
  }
  return failed;
}

// [node], and one false entry more.
Bits reached(const ReachTask& task, const Bits& failed) {
  UnionFind sets(task.node_count);
  for (const Edge& edge : task.edges)
    if (!failed[edge.failed]) sets.join(edge.from, edge.to);
  std::set<std::uint32_t> roots;
  for (const auto& source : task.sources)
    if (!failed[source.failed]) roots.insert(sets.find(source.node));
  Bits result(task.node_count + 1);
  for (std::uint32_t node = 0; node < task.node_count; ++node) result[node] = roots.count(sets.find(node)) != 0;
  return result;
}

bool disconnected(const ConnectivityOutcome& outcome, const Bits& reach) {
  const auto hit = [&](std::uint32_t node) { return reach[node]; };
  return outcome.quantifier == Quantifier::any
             ? std::none_of(outcome.targets.begin(), outcome.targets.end(), hit)
             : !std::all_of(outcome.targets.begin(), outcome.targets.end(), hit);
}

// Returns the damage done.
std::uint64_t tally_joining(const JoiningOutcome& outcome, const Bits& failed, const Bits& a, const Bits& b,
                            Histogram& systems, Histogram& capacity, Moments& moments) {
  std::set<std::uint32_t> joining;
  std::uint64_t gbps = 0;
  for (const auto& route : outcome.routes) {
    const bool forth = a[route.from_in_a] && b[route.to_in_b], back = a[route.to_in_a] && b[route.from_in_b];
    if (failed[route.failed] || !(forth || back)) continue;
    joining.insert(route.system);
    gbps += route.capacity_gbps;
  }
  ++systems[joining.size()];
  ++capacity[gbps / outcome.bin_width_gbps];
  moments.sum += gbps;
  moments.sum_of_squares += static_cast<Uint128>(gbps) * gbps;
  return (outcome.system_count - joining.size()) * WorstTrial::system + outcome.total_gbps - gbps;
}

void tally_components(const ComponentOutcome& outcome, const Bits& failed, Tallies& tallies) {
  UnionFind sets(outcome.node_failed.size());
  for (const Edge& edge : outcome.edges)
    if (!failed[edge.failed]) sets.join(edge.from, edge.to);
  std::map<std::uint32_t, std::size_t> size;
  for (std::uint32_t node = 0; node < outcome.node_failed.size(); ++node)
    if (!failed[outcome.node_failed[node]]) ++size[sets.find(node)];
  std::size_t largest = 0;
  for (const auto& [root, nodes] : size) largest = std::max(largest, nodes);
  ++tallies.component_count[size.size()];
  ++tallies.largest_component[largest];
}

}  // namespace

bool element_fails(const ElementSampler& sampler, const SamplerKeys& keys, std::uint64_t trial) {
  if (sampler.kind == SamplerKind::never || sampler.kind == SamplerKind::always)
    return sampler.kind == SamplerKind::always;
  if (sampler.kind == SamplerKind::dense) {
    std::uint64_t uniform = 0;  // bit i from the top is this trial's lane of random word i
    for (std::uint32_t d = 0; d < 64; ++d)
      uniform = uniform << 1 |
                (random_word(sampler.element, keys.dense, trial / trials_per_word, d) >> (trial % trials_per_word) & 1);
    return uniform < sampler.threshold;
  }
  const GapTable& table = gap_tables()[sampler.shift - smallest_shift];
  const std::uint64_t block = trial / trials_per_block;
  for (std::uint64_t at = 0, d = 0;; ++at, d += 4) {
    const auto draw = static_cast<std::uint32_t>(d);
    const auto gap = std::upper_bound(table.cdf, table.cdf + trials_per_block,
                                      random_64(sampler.element, keys.sparse, block, draw)) - table.cdf;
    at += static_cast<std::uint64_t>(gap);
    if (at > trial % trials_per_block) return false;
    if (at == trial % trials_per_block)
      return random_64(sampler.element, keys.sparse, block, draw + 2) < sampler.threshold << sampler.shift;
  }
}

Tallies simulate(const Model& model, TrialRange range) {
  Tallies tallies = Tallies::for_model(model);
  for (std::uint64_t trial = range.first; trial < range.first + range.count; ++trial) {
    const Bits failed = failed_literals(model, trial);
    std::vector<Bits> reach;
    for (const ReachTask& task : model.tasks) reach.push_back(reached(task, failed));
    ++tallies.trials;
    WorstTrial damage{0, trial};
    for (std::size_t e = 0; e < tallies.element_failed.size(); ++e) tallies.element_failed[e] += failed[e];
    for (std::size_t c = 0; c < model.connectivity.size(); ++c) {
      if (!disconnected(model.connectivity[c], reach[model.connectivity[c].task])) continue;
      ++tallies.disconnected[c];
      damage.damage += WorstTrial::outcome;
      for (std::size_t e = 0; model.importance && e < model.elements.size(); ++e)
        tallies.failed_and_disconnected[c][e] += failed[e];
    }
    for (std::size_t j = 0; j < model.joining.size(); ++j)
      damage.damage +=
          tally_joining(model.joining[j], failed, reach[model.joining[j].task_a], reach[model.joining[j].task_b],
                    tallies.systems_joining[j], tallies.capacity[j], tallies.capacity_gbps[j]);
    tallies.keep_if_worst(damage);
    for (std::size_t s = 0; s < model.set_reach.size(); ++s) {
      const Bits& nodes = reach[model.set_reach[s].task];
      ++tallies.set_reach[s][static_cast<std::size_t>(std::count(nodes.begin(), nodes.end(), true))];
    }
    for (const ComponentOutcome& outcome : model.components) tally_components(outcome, failed, tallies);
    if (model.elements_failed) {
      const auto end = failed.begin() + static_cast<std::ptrdiff_t>(model.elements.size());
      ++tallies.elements_failed[static_cast<std::size_t>(std::count(failed.begin(), end, true))];
    }
  }
  return tallies;
}

}  // namespace kaitei::twin

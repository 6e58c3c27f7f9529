#include "engine/attack_sequence.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include "engine/attack_scores.hpp"
#include "engine/seconds.hpp"
#include "engine/threads.hpp"
#include "errors.hpp"
#include "experiment/words.hpp"
#include "kernels/units.hpp"
#include "network/element_hash.hpp"
#include "scenario/draws.hpp"

namespace kaitei::engine {
namespace {

using experiment::AttackOrder;

constexpr std::size_t most_units = 10'000;
constexpr std::uint64_t importance_trials = std::uint64_t{1} << 18;

// Values of steps that never rise, from how often each occurs.
std::vector<std::uint32_t> falling(const Histogram& histogram) {
  std::vector<std::uint32_t> values;
  for (std::size_t value = histogram.size(); value-- > 0;)
    values.insert(values.end(), histogram[value], static_cast<std::uint32_t>(value));
  return values;
}

void add(Moments& moments, std::uint64_t value) {
  moments.sum += value;
  moments.sum_of_squares += Uint128{value} * value;
}

class Sequencer {
 public:
  Sequencer(const experiment::Scenario& scenario, const experiment::Experiment& experiment, const network::Network& network,
            const network::Graph& graph, const Questions& questions, const ScenarioControls& controls)
      : scenario_(scenario), experiment_(experiment), questions_(questions), controls_(controls),
        units_(attacked_units(scenario, experiment, network, graph)), scores_(network, graph, units_) {
    Units elements;
    for (const scenario::Unit& unit : units_) {
      record_.units.push_back(unit.id);
      record_.unit_kinds.push_back(unit.kind);
      elements.push_back(unit.elements);
    }
    model_ = with_units(questions.model, elements);
    model_.importance = model_.elements_failed = model_.element_failed = false;
    model_.set_reach.clear();
    record_.nodes = model_.components.front().node_failed.size();
  }

  AttackSequenceRecord run() {
    const auto start = std::chrono::steady_clock::now();
    if (controls_.say)
      controls_.say(fmt::format("scenario \"{}\": {} units removed one by one, {} random orders beside", scenario_.name,
                                units_.size(), scenario_.random_orders));
    for (const AttackOrder order : scenario_.attack_sequence.orders) {
      const std::string name(experiment::word(order));
      record_.sequences.push_back(follow(name, sorted(scores(order, std::vector<bool>(units_.size())))));
      record_.sequences.push_back(follow(name + ", recomputed", recomputed(order)));
    }
    sample();
    record_.seconds = seconds_since(start);
    return std::move(record_);
  }

 private:
  std::vector<std::int64_t> scores(AttackOrder order, const std::vector<bool>& removed) const {
    return order == AttackOrder::importance ? importance(removed) : scores_.scores(order, removed);
  }

  // Highest first; of equal ones the first of the units.
  static std::vector<std::uint32_t> sorted(const std::vector<std::int64_t>& scores) {
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, [&](auto a, auto b) { return scores[a] > scores[b]; });
    return order;
  }

  std::vector<std::uint32_t> recomputed(AttackOrder by) const {
    std::vector<std::uint32_t> order;
    std::vector<bool> removed(units_.size());
    while (order.size() < units_.size()) {
      controls_.heed_stop();
      const auto now = scores(by, removed);
      order.push_back(static_cast<std::uint32_t>(std::ranges::max_element(now) - now.begin()));
      removed[order.back()] = true;
    }
    return order;
  }

  // Birnbaum importance of the unit's elements, each summed over the connectivity outcomes, in the run's first trials, with
  // what is removed failed in all of them; least of all for a unit that is removed.
  std::vector<std::int64_t> importance(const std::vector<bool>& removed) const {
    Model model = questions_.model;
    model.importance = model.element_failed = true;
    for (std::size_t u = 0; u < units_.size(); ++u)
      for (const Literal e : units_[u].elements)
        if (removed[u]) model.elements[e].kind = SamplerKind::always;
    const std::uint64_t trials = std::min(importance_trials, experiment_.run.trials);
    const Tallies t = simulate_all(controls_.backend, Plan(std::move(model)), {0, trials}, controls_.stop);
    const auto share = [](std::uint64_t events, std::uint64_t of) {
      return of == 0 ? 0 : static_cast<double>(events) / static_cast<double>(of);
    };
    std::vector<std::int64_t> scores;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      double sum = 0;
      for (const Literal e : units_[u].elements)
        for (std::size_t c = 0; c < t.disconnected.size(); ++c) {
          const std::uint64_t both = t.failed_and_disconnected[c][e], failed = t.element_failed[e];
          if (failed != 0 && failed != trials) sum += share(both, failed) - share(t.disconnected[c] - both, trials - failed);
        }
      scores.push_back(removed[u] ? std::numeric_limits<std::int64_t>::min() : std::llround(sum * 1e6));
    }
    return scores;
  }

  // A trial a step. What is removed only grows, so each outcome falls step by step, and its histogram is its course.
  AttackSequence follow(std::string name, std::vector<std::uint32_t> order) const {
    controls_.heed_stop();
    Model model = model_;
    for (std::size_t step = 0; step <= order.size(); ++step) model.lists.append(std::span(order).first(step));
    const Plan plan(std::move(model));
    const auto simulator = controls_.backend.make_simulator(plan, 0);
    simulator->simulate({0, order.size() + 1});
    const Tallies& t = simulator->tallies();
    AttackSequence sequence{std::move(name), std::move(order), falling(t.largest_component), {}, {}};
    for (const std::uint64_t steps : t.disconnected)
      sequence.disconnected_after.push_back(static_cast<std::uint32_t>(units_.size() + 1 - steps));
    for (const Histogram& histogram : t.systems_joining) sequence.systems.push_back(falling(histogram));
    return sequence;
  }

  void sample() {
    RandomOrders& random = record_.random;
    const std::size_t steps = units_.size() + 1;
    random.largest.resize(steps);
    random.disconnected.assign(model_.connectivity.size(), std::vector<std::uint64_t>(steps));
    random.systems.assign(model_.joining.size(), std::vector<Moments>(steps));
    for (std::uint32_t o = 0; o < scenario_.random_orders; ++o) {
      const AttackSequence s = follow("random", random_order(scenario_, experiment_.run.seed, o, units_));
      random.largest_sums.push_back(std::accumulate(s.largest.begin() + 1, s.largest.end(), std::uint64_t{0}));
      for (std::size_t step = 0; step < steps; ++step) {
        add(random.largest[step], s.largest[step]);
        for (std::size_t c = 0; c < random.disconnected.size(); ++c)
          random.disconnected[c][step] += step >= s.disconnected_after[c];
        for (std::size_t j = 0; j < random.systems.size(); ++j) add(random.systems[j][step], s.systems[j][step]);
      }
    }
  }

  const experiment::Scenario& scenario_;
  const experiment::Experiment& experiment_;
  const Questions& questions_;
  const ScenarioControls& controls_;
  std::vector<scenario::Unit> units_;
  AttackScores scores_;
  Model model_;
  AttackSequenceRecord record_;
};

}  // namespace

std::vector<scenario::Unit> attacked_units(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                                           const network::Network& network, const network::Graph& graph) {
  std::vector<scenario::Unit> units = scenario::units(scenario.units, scenario, experiment, network, graph);
  if (units.empty())
    throw UsageError(fmt::format("scenario \"{}\" has no units (the network has none of the kinds it names); choose others",
                                 scenario.name));
  if (units.size() > most_units)
    throw UsageError(fmt::format("scenario \"{}\" has {} units (more than 10000 take too long one by one); group them",
                                 scenario.name, units.size()));
  if (std::ranges::count(scenario.attack_sequence.orders, AttackOrder::traffic) > 0 &&
      !AttackScores(network, graph, units).has_traffic())
    throw UsageError(fmt::format("scenario \"{}\" has the order \"traffic\", and fewer than two nodes have a population (traffic "
                                 "is between people); add weights to the network, or leave \"traffic\" out", scenario.name));
  return units;
}

std::vector<std::uint32_t> random_order(const experiment::Scenario& scenario, std::uint64_t seed, std::uint64_t order,
                                        const std::vector<scenario::Unit>& units) {
  const scenario::Draws draws(network::sampler_key(seed, "attack-order"), network::element_hash("scenario:" + scenario.name), order);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> drawn;
  for (std::uint32_t u = 0; u < units.size(); ++u)
    drawn.emplace_back(draws.of(network::element_hash(units[u].id)).next(), u);
  std::ranges::sort(drawn);
  std::vector<std::uint32_t> permutation;
  for (const auto& [number, unit] : drawn) permutation.push_back(unit);
  return permutation;
}

AttackSequenceRecord attack_sequence(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                                     const network::Network& network, const network::Graph& graph, const Questions& questions,
                                     const ScenarioControls& controls) {
  return Sequencer(scenario, experiment, network, graph, questions, controls).run();
}

}  // namespace kaitei::engine

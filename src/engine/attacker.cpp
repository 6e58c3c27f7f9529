#include "engine/attacker.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/attack_scores.hpp"
#include "engine/attack_sequence.hpp"
#include "engine/n_minus_k.hpp"
#include "engine/seconds.hpp"
#include "kernels/cuts.hpp"
#include "kernels/units.hpp"
#include "scenario/prices.hpp"

namespace kaitei::engine {
namespace {

using Members = std::vector<std::uint32_t>;

class Attack {
 public:
  Attack(const experiment::Scenario& scenario, const experiment::Experiment& experiment, const network::Network& network,
         const network::Graph& graph, const Questions& questions, const ScenarioControls& controls)
      : scenario_(scenario), questions_(questions), controls_(controls), seed_(experiment.run.seed),
        units_(attacked_units(scenario, experiment, network, graph)),
        stations_(scenario::units({experiment::UnitKind::stations}, scenario, experiment, network, graph)) {
    const std::vector<std::uint64_t> of_element = scenario::prices(scenario, experiment, network, graph);
    const auto price = [&](const scenario::Unit& unit) {
      return std::accumulate(unit.elements.begin(), unit.elements.end(), std::uint64_t{0},
                             [&](std::uint64_t sum, Literal e) { return sum + of_element[e]; });
    };
    for (const scenario::Unit& unit : units_) {
      record_.units.push_back(unit.id);
      record_.unit_kinds.push_back(unit.kind);
      record_.prices.push_back(price(unit));
    }
    record_.budget = static_cast<std::uint64_t>(std::llround(1000 * scenario.attacker.budget));
    record_.orders = scenario.random_orders;
    record_.losses = losses(questions);
    order_stations(network, graph, price);
  }

  AttackerRecord run() {
    const auto start = std::chrono::steady_clock::now();
    if (controls_.say)
      controls_.say(fmt::format("scenario \"{}\": the cheapest of {} units for each of {} questions", scenario_.name,
                                units_.size(), record_.losses.size()));
    const Model model = with_units(questions_.model, elements(units_));
    const Model landing = stations_.empty() ? Model{} : with_units(questions_.model, elements(stations_));
    for (const LossLabel& label : record_.losses) {
      Survival survival(model, label.loss);
      AttackAnswer answer;
      answer.cheapest = cheapest_cut(survival, record_.prices, scenario_.most_searches, controls_.stop);
      answer.greedy = greedy_cut(survival, controls_.stop);
      answer.greedy_cost = cost(answer.greedy);
      sample(survival, answer);
      answer.landing_cost = AttackAnswer::most_cost;
      if (!stations_.empty()) {
        Survival on_land(landing, label.loss);
        answer.landing_cost = landing_cost(on_land);
      }
      record_.answers.push_back(std::move(answer));
    }
    record_.seconds = seconds_since(start);
    return std::move(record_);
  }

 private:
  static Units elements(const std::vector<scenario::Unit>& units) {
    Units sets;
    for (const scenario::Unit& unit : units) sets.push_back(unit.elements);
    return sets;
  }

  static bool lost(Survival& survival, const Members& failed) {
    std::vector<ElementState> state(survival.element_count(), ElementState::up);
    for (const std::uint32_t e : failed) state[e] = ElementState::failed;
    Members witness;
    return !survival.find(state, witness);
  }

  std::uint64_t cost(const Members& members) const {
    std::uint64_t sum = 0;
    for (const std::uint32_t unit : members) sum += record_.prices[unit];
    return sum;
  }

  // Most routes and links first; of equal ones by id.
  template <class Price>
  void order_stations(const network::Network& network, const network::Graph& graph, const Price& price) {
    const AttackScores scores(network, graph, stations_);
    const auto degree = scores.scores(experiment::AttackOrder::degree, std::vector<bool>(stations_.size()));
    station_order_.resize(stations_.size());
    std::iota(station_order_.begin(), station_order_.end(), 0u);
    std::ranges::stable_sort(station_order_, [&](auto a, auto b) { return degree[a] > degree[b]; });
    for (const scenario::Unit& station : stations_) station_prices_.push_back(price(station));
  }

  // Stations struck in turn: a bisection, since a loss stays one with more of them gone.
  std::uint64_t landing_cost(Survival& survival) const {
    const auto struck = [&](std::size_t count) {
      return Members(station_order_.begin(), station_order_.begin() + static_cast<std::ptrdiff_t>(count));
    };
    if (!lost(survival, struck(stations_.size()))) return AttackAnswer::most_cost;
    std::size_t too_few = 0, enough = stations_.size();
    if (lost(survival, {})) enough = 0;
    while (enough > too_few + 1) {
      const std::size_t middle = (too_few + enough) / 2;
      (lost(survival, struck(middle)) ? enough : too_few) = middle;
    }
    std::uint64_t sum = 0;
    for (const std::uint32_t station : struck(enough)) sum += station_prices_[station];
    return sum;
  }

  void sample(Survival& survival, AttackAnswer& answer) const {
    for (std::uint32_t o = 0; o < scenario_.random_orders; ++o) {
      controls_.heed_stop();
      const Members order = random_order(scenario_, seed_, o, units_);
      Members paid;
      for (std::uint64_t left = record_.budget; const std::uint32_t unit : order) {
        if (record_.prices[unit] > left) break;
        left -= record_.prices[unit];
        paid.push_back(unit);
      }
      answer.random_lost += lost(survival, paid);
      if (!answer.cheapest.exists) continue;
      const auto size = static_cast<std::ptrdiff_t>(answer.cheapest.elements.size());
      answer.same_size_lost += lost(survival, Members(order.begin(), order.begin() + size));
    }
  }

  const experiment::Scenario& scenario_;
  const Questions& questions_;
  const ScenarioControls& controls_;
  std::uint64_t seed_;
  std::vector<scenario::Unit> units_, stations_;
  Members station_order_;
  std::vector<std::uint64_t> station_prices_;
  AttackerRecord record_;
};

}  // namespace

AttackerRecord attacker(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                        const network::Network& network, const network::Graph& graph, const Questions& questions,
                        const ScenarioControls& controls) {
  return Attack(scenario, experiment, network, graph, questions, controls).run();
}

}  // namespace kaitei::engine

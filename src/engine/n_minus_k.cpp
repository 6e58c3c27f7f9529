#include "engine/n_minus_k.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/seconds.hpp"
#include "engine/threads.hpp"
#include "errors.hpp"
#include "experiment/words.hpp"
#include "kernels/combinations.hpp"
#include "kernels/units.hpp"

namespace kaitei::engine {
namespace {

std::string words(const experiment::Scenario& scenario, std::size_t units) {
  std::vector<std::string_view> kinds;
  for (const auto kind : scenario.units) kinds.push_back(experiment::word(kind));
  return fmt::format("{} of {} {}", scenario.n_minus_k.failures, units, fmt::join(kinds, " and "));
}

}  // namespace

std::string loss_of_systems(std::uint32_t fewer_than) {
  return fewer_than == 1 ? "no system left" : fmt::format("fewer than {} systems", fewer_than);
}

std::vector<LossLabel> losses(const Questions& questions) {
  std::vector<LossLabel> labels;
  for (std::uint32_t c = 0; c < questions.connectivity.size(); ++c)
    labels.push_back({questions.connectivity[c].name, {.outcome = c}});
  for (std::uint32_t j = 0; j < questions.joining.size(); ++j)
    for (const std::uint32_t m : questions.joining[j].fewer_than)
      labels.push_back({questions.joining[j].name + "/" + loss_of_systems(m), {Loss::Kind::fewer_systems, j, m}});
  return labels;
}

namespace {

class Runner {
 public:
  Runner(const experiment::Scenario& scenario, const std::vector<scenario::Unit>& units, const Questions& questions,
         const ScenarioControls& controls)
      : scenario_(scenario), settings_(scenario.n_minus_k), what_(fmt::format("scenario \"{}\"", scenario.name)), controls_(controls),
        table_(binomial_table(static_cast<std::uint32_t>(units.size()), settings_.failures)),
        sets_{static_cast<std::uint32_t>(units.size()), settings_.failures, table_.data()} {
    Units elements;
    for (const scenario::Unit& unit : units) {
      record_.units.push_back(unit.id);
      record_.unit_kinds.push_back(unit.kind);
      elements.push_back(unit.elements);
    }
    model_ = with_units(questions.model, elements);
    record_.losses = losses(questions);
    record_.failures = settings_.failures;
    for (std::uint32_t j = 0; j <= settings_.failures; ++j) record_.sets.push_back(sets_.binomial(sets_.elements, j));
  }

  NMinusKRecord run() {
    const auto start = std::chrono::steady_clock::now();
    say(fmt::format("{} sets of {}, {} questions", sets_.sets(), words(scenario_, record_.units.size()),
                    record_.losses.size()));
    for (const LossLabel& label : record_.losses) {
      Survival survival(model_, label.loss);
      LossAnswer answer;
      answer.smallest = smallest_cut(survival, scenario_.most_searches, controls_.stop);
      answer.counts = count_cuts(survival, {settings_.failures, settings_.cuts_listed, controls_.stop});
      record_.answers.push_back(std::move(answer));
    }
    if (sets_.sets() <= settings_.enumerate_up_to) enumerate();
    else say(fmt::format("more than enumerate_up_to = {}: counted, but not looked at one by one", settings_.enumerate_up_to));
    record_.seconds = seconds_since(start);
    return std::move(record_);
  }

 private:
  void say(const std::string& line) const {
    if (controls_.say) controls_.say(what_ + ": " + line);
  }

  // Every set of k units looked at. How long that takes is foretold from a first piece of the work.
  void enumerate() {
    Model model = model_;
    model.set_size = settings_.failures;
    model.worst = settings_.worst;
    model.importance = false;
    model.elements_failed = false;
    model.set_reach.clear();
    const Plan plan(std::move(model));
    const std::uint64_t all = sets_.sets(), probe = std::min<std::uint64_t>(all, 64 * trials_per_block);
    const auto start = std::chrono::steady_clock::now();
    controls_.backend.make_simulator(plan, 0)->simulate({0, probe});
    say(fmt::format("looking at every set of {} takes about {:.1g} s", settings_.failures,
                    seconds_since(start) * static_cast<double>(all) / static_cast<double>(probe) / controls_.backend.workers()));
    Tallies tallies = simulate_all(controls_.backend, plan, {0, all}, controls_.stop);
    for (const WorstTrial& trial : tallies.worst) {
      record_.worst_members.emplace_back(settings_.failures);
      unrank(sets_, trial.trial, record_.worst_members.back().data());
    }
    record_.enumerated = std::move(tallies);
  }

  const experiment::Scenario& scenario_;
  const experiment::NMinusK& settings_;
  std::string what_;
  const ScenarioControls& controls_;
  std::vector<std::uint64_t> table_;
  CombinationView sets_;
  Model model_;
  NMinusKRecord record_;
};

}  // namespace

std::vector<scenario::Unit> choose_units(const experiment::Scenario& scenario, const experiment::Experiment& experiment,
                                         const network::Network& network, const network::Graph& graph) {
  const experiment::NMinusK& settings = scenario.n_minus_k;
  std::vector<scenario::Unit> units = scenario::units(scenario.units, scenario, experiment, network, graph);
  const std::string asked =
      fmt::format("scenario \"{}\" loses {}", scenario.name, words(scenario, units.size()));
  if (units.size() < settings.failures)
    throw UsageError(fmt::format("{} (there are too few); lower its failures", asked));
  const auto n = static_cast<std::uint32_t>(units.size());
  if (binomial_table(n, settings.failures).back() == ~std::uint64_t{0})
    throw UsageError(fmt::format("{} (a 64-bit integer does not hold the number of sets); lower its failures", asked));
  return units;
}

NMinusKRecord n_minus_k(const experiment::Scenario& scenario, const std::vector<scenario::Unit>& units,
                        const Questions& questions, const ScenarioControls& controls) {
  return Runner(scenario, units, questions, controls).run();
}

}  // namespace kaitei::engine

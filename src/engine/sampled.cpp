#include "engine/sampled.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "engine/threads.hpp"
#include "scenario/failure_sets.hpp"
#include "scenario/hazard.hpp"

namespace kaitei::engine {
namespace {

// Trials sampled at a time, so that lists of any run fit into memory.
constexpr std::uint64_t trials_at_once = std::uint64_t{1} << 18;

class Sampler {
 public:
  Sampler(const experiment::Experiment& experiment, std::size_t row, const network::Network& network,
          const network::Graph& graph, const Questions& questions, const ScenarioControls& controls)
      : experiment_(experiment), row_(row), network_(network), graph_(graph), controls_(controls),
        sampling_(experiment.scenarios.at(row).sampling), model_(questions.model),
        threads_(experiment.run.threads != 0 ? experiment.run.threads : std::max(1u, std::thread::hardware_concurrency())) {
    model_.importance = false;
    model_.set_reach.clear();
  }

  SampledRecord run() {
    const auto start = std::chrono::steady_clock::now();
    const auto points = experiment::sweep_points(experiment_, row_);
    SampledRecord record{experiment::sweep_axes(experiment_.scenarios[row_]), {}, 0};
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (controls_.say)
        controls_.say(fmt::format("scenario \"{}\": {} trials{}", points[i].name, controls_.range.count,
                                  points.size() == 1 ? "" : fmt::format(", point {} of {} of its sweep", i + 1, points.size())));
      record.points.push_back(run_point(points[i]));
    }
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return record;
  }

 private:
  SampledPoint run_point(const experiment::Scenario& scenario) const {
    const auto hazard = scenario::make_hazard(scenario, experiment_, network_, graph_);
    const scenario::FailureSets sets(*hazard, graph_, scenario, experiment_.run.seed);
    SampledPoint point{Tallies::for_model(model_), Tallies::for_model(model_)};
    const std::uint64_t end = controls_.range.first + controls_.range.count;
    for (std::uint64_t first = controls_.range.first; first < end;) {
      const std::uint64_t next = std::min((first / trials_at_once + 1) * trials_at_once, end);
      // Lists begin at a block; the trials before the range's first are sampled and not counted.
      const std::uint64_t block = first / trials_per_block * trials_per_block;
      auto lists = scenario::sample_lists(sets, {block, next - block}, sampling_.matched, threads_);
      point.struck += percolate(std::move(lists.struck), {first, next - first});
      if (sampling_.matched) point.matched += percolate(std::move(lists.matched), {first, next - first});
      if (controls_.stop != nullptr && controls_.stop->load()) throw Stopped{};
      first = next;
    }
    return point;
  }

  Tallies percolate(FailureLists lists, TrialRange range) const {
    Model model = model_;
    model.lists = std::move(lists);
    model.lists.beside_drawn = sampling_.background;
    const Plan plan(std::move(model));
    Tallies tallies = simulate_on_threads(controls_.backend, plan, range, {}, {controls_.stop}, {});
    if (tallies.trials != range.count) throw Stopped{};
    return tallies;
  }

  const experiment::Experiment& experiment_;
  std::size_t row_;
  const network::Network& network_;
  const network::Graph& graph_;
  const ScenarioControls& controls_;
  const experiment::Sampling& sampling_;
  Model model_;
  unsigned threads_;
};

}  // namespace

SampledRecord sample_scenario(const experiment::Experiment& experiment, std::size_t row, const network::Network& network,
                              const network::Graph& graph, const Questions& questions, const ScenarioControls& controls) {
  return Sampler(experiment, row, network, graph, questions, controls).run();
}

}  // namespace kaitei::engine

#include "engine/sampled.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "engine/choose_backend.hpp"
#include "engine/seconds.hpp"
#include "engine/threads.hpp"
#include "scenario/failure_sets.hpp"
#include "scenario/hazard.hpp"

namespace kaitei::engine {
namespace {

// Trials sampled at a time, so that lists of any run fit into memory; of several ranks each gets several pieces.
std::uint64_t piece_of(std::uint64_t trials, std::uint64_t ranks) {
  constexpr std::uint64_t most = std::uint64_t{1} << 18, least = 4 * trials_per_block;
  if (ranks == 1) return most;
  return std::clamp(trials / (8 * ranks) / trials_per_block * trials_per_block, least, most);
}

class Sampler {
 public:
  Sampler(const experiment::Experiment& experiment, std::size_t row, const network::Network& network,
          const network::Graph& graph, const Questions& questions, const ScenarioControls& controls)
      : experiment_(experiment), row_(row), network_(network), graph_(graph), controls_(controls),
        files_(controls.files != nullptr ? *controls.files : own_files_),
        sampling_(experiment.scenarios.at(row).sampling), model_(questions.model),
        piece_(piece_of(controls.range.count, static_cast<std::uint64_t>(controls.ranks.count()))) {
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
    record.seconds = seconds_since(start);
    return record;
  }

 private:
  // Every rank takes a piece of the trials whenever it has done one.
  SampledPoint run_point(const experiment::Scenario& scenario) {
    const auto hazard = scenario::make_hazard(scenario, experiment_, network_, graph_, files_);
    const scenario::FailureSets sets(*hazard, graph_, scenario, experiment_.run.seed);
    SampledPoint point{Tallies::for_model(model_), Tallies::for_model(model_)};
    point.loss_ticks = sets.no_losses();
    Ranks& ranks = controls_.ranks;
    ranks.open_round();
    bool stopped = false;
    try {
      for (TrialRange piece; take(piece); controls_.heed_stop()) {
        // Lists begin at a block; the trials before the piece's first are sampled and not counted.
        const std::uint64_t block = piece.first / trials_per_block * trials_per_block;
        auto lists = scenario::sample_lists(sets, {block, piece.first + piece.count - block}, sampling_.matched,
                                            threads_of(experiment_.run), piece.first);
        point.loss_ticks += lists.loss_ticks;
        percolate(std::move(lists.struck), piece, point.struck);
        if (sampling_.matched) percolate(std::move(lists.matched), piece, point.matched);
      }
    } catch (const Stopped&) {
      stopped = true;
      ranks.close();
    }
    ranks.add_up(point.struck);
    ranks.add_up(point.matched);
    ranks.add_up(point.loss_ticks);
    if (ranks.any(stopped)) throw Stopped{};
    return point;
  }

  bool take(TrialRange& piece) const {
    const std::uint64_t end = controls_.range.first + controls_.range.count, number = controls_.ranks.take();
    if (number >= Dealer::closed) return false;
    const std::uint64_t begin = (controls_.range.first / piece_ + number) * piece_;
    if (begin >= end) return false;
    piece.first = std::max(begin, controls_.range.first);
    piece.count = std::min(begin + piece_, end) - piece.first;
    return true;
  }

  void percolate(FailureLists lists, TrialRange range, Tallies& counted) const {
    Model model = model_;
    model.lists = std::move(lists);
    model.lists.beside_drawn = sampling_.background;
    counted += simulate_all(controls_.backend, Plan(std::move(model)), range, controls_.stop);
  }

  const experiment::Experiment& experiment_;
  std::size_t row_;
  const network::Network& network_;
  const network::Graph& graph_;
  const ScenarioControls& controls_;
  scenario::HazardFiles own_files_;
  scenario::HazardFiles& files_;
  const experiment::Sampling& sampling_;
  Model model_;
  std::uint64_t piece_;  // trials
};

}  // namespace

SampledPoint& SampledPoint::operator+=(const SampledPoint& other) {
  struck += other.struck;
  matched += other.matched;
  loss_ticks += other.loss_ticks;
  return *this;
}

SampledRecord sample_scenario(const experiment::Experiment& experiment, std::size_t row, const network::Network& network,
                              const network::Graph& graph, const Questions& questions, const ScenarioControls& controls) {
  return Sampler(experiment, row, network, graph, questions, controls).run();
}

}  // namespace kaitei::engine

#include "cli/pilot.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "engine/percolation.hpp"
#include "engine/scenarios.hpp"
#include "engine/seconds.hpp"
#include "engine/threads.hpp"
#include "errors.hpp"
#include "experiment/sweep.hpp"
#include "kernels/cuts.hpp"

namespace kaitei::cli {
namespace {

using TimeOf = std::function<double(std::uint64_t)>;  // seconds that so many trials take

double timed(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return engine::seconds_since(start);
}

// Asks to stop after `patience`, unless it is gone by then.
class Patience {
 public:
  const std::atomic<bool>& over() const { return over_; }

 private:
  std::atomic<bool> over_{false};
  std::mutex mutex_;
  std::condition_variable_any gone_;
  std::jthread clock_{[this](const std::stop_token& token) {
    std::unique_lock lock(mutex_);
    gone_.wait_for(lock, token, std::chrono::duration<double>(patience), [] { return false; });
    if (!token.stop_requested()) over_ = true;
  }};
};

struct Pilots {
  std::uint64_t least;   // trials
  double long_enough;    // seconds
  unsigned repetitions;
};

// A fixed cost apart (threads, device memory), time is in proportion to trials: what pilots of n trials take beyond
// those of n / 8. A first pilot that takes a second is not repeated.
Estimate estimate(const Pilots& pilots, const TimeOf& time_of, std::uint64_t trials) {
  std::uint64_t n = pilots.least;
  double whole = time_of(n);
  for (; whole < pilots.long_enough && n < (std::uint64_t{1} << 40); whole = time_of(n)) n *= 2;
  const unsigned count = whole > 1 ? 1 : pilots.repetitions;
  std::vector<double> seconds;
  for (unsigned i = 0; i < count; ++i) {
    if (i > 0) whole = time_of(n);
    const double part = n < 8 ? 0 : time_of(n / 8);
    const double per_trial = std::max((whole - part) / static_cast<double>(n - n / 8), 0.0);
    const double fixed = std::max(whole - per_trial * static_cast<double>(n), 0.0);
    seconds.push_back(fixed + per_trial * static_cast<double>(trials));
  }
  std::ranges::sort(seconds);
  return {n, count, seconds.front(), seconds[count / 2], seconds.back()};
}

std::string unknown(std::string_view what) {
  return fmt::format("{} was not done after {:g} s, and is left out", what, patience);
}

// Three pilots, of a twentieth of a second at least; none if the first is not done in time.
Piece piloted(std::string name, std::uint64_t least, std::uint64_t trials, std::string_view unit,
              const std::function<bool(std::uint64_t, const std::atomic<bool>&)>& run) {
  Piece piece{std::move(name), Piece::Shared::yes, {}, {}};
  struct TooLong {};
  try {
    piece.time = estimate({least, 0.05, 3}, [&](std::uint64_t n) {
      const Patience limit;
      bool done = false;
      const double seconds = timed([&] { done = run(n, limit.over()); });
      if (!done) throw TooLong{};
      return seconds;
    }, trials);
    piece.how = pilots_text(*piece.time, unit);
  } catch (const TooLong&) {
    piece.how = unknown(fmt::format("a pilot of {} {}", least, unit));
  } catch (const DeviceError& error) {
    piece.how = error.what();
  }
  return piece;
}

}  // namespace

Estimate estimate_time(const Backend& backend, const Plan& plan, std::uint64_t trials) {
  const auto time_of = [&](std::uint64_t n) {
    return timed([&] { engine::simulate_on_threads(backend, plan, {0, n}, {}, {}, {}); });
  };
  return estimate({8 * backend.workers() * trials_per_block, 0.2, 5}, time_of, trials);
}

std::vector<Piece> estimate_scenarios(const engine::PreparedRun& run, const Backend& backend, scenario::HazardFiles& files) {
  const auto& record = run.record;
  std::vector<Piece> pieces;
  for (std::size_t row = 0; row < record.experiment.scenarios.size(); ++row) {
    const experiment::Scenario& scenario = record.experiment.scenarios[row];
    const auto done = [&](std::uint64_t trials, const std::atomic<bool>& stop) {
      engine::Ranks alone;
      try {
        engine::run_scenario(record.experiment, row, record.network, record.graph, run.questions,
                             {backend, {}, &stop, {0, trials}, {}, {}, alone, &files});
        return true;
      } catch (const Stopped&) {
        return false;
      }
    };
    if (experiment::is_sampled(scenario.kind)) {
      Piece piece = piloted(scenario.name, 8 * trials_per_block, record.experiment.run.trials, "trials", done);
      if (const std::size_t points = experiment::sweep_points(record.experiment, row).size(); points > 1)
        piece.how += fmt::format(", each at {} points", points);
      pieces.push_back(std::move(piece));
      continue;
    }
    const Patience limit;
    bool finished = false;
    const double seconds = timed([&] { finished = done(record.experiment.run.trials, limit.over()); });
    Piece piece{scenario.name, Piece::Shared::no, {}, finished ? "run to its end" : unknown("the scenario")};
    if (finished) piece.time = Estimate{0, 1, seconds, seconds, seconds};
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

std::vector<Piece> estimate_curves(const experiment::Experiment& asked) {
  constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30;
  const std::vector<engine::PercolationPlan> plans = engine::plan_percolation(asked);
  std::vector<Piece> pieces;
  for (std::size_t row = 0; row < plans.size(); ++row) {
    const experiment::Percolation& curve = asked.outcomes.percolation[row];
    if (plans[row].bytes > most_bytes) {
      pieces.push_back({curve.name, Piece::Shared::yes, {}, "a pilot would take more than 1 GiB of memory, and is left out"});
      continue;
    }
    const auto done = [&](std::uint64_t sweeps, const std::atomic<bool>& stop) {
      experiment::Experiment pilot = asked;
      pilot.outcomes.percolation = {curve};
      pilot.outcomes.percolation[0].sweeps = sweeps;
      engine::RunControls controls;
      controls.stop = &stop;
      return engine::run_percolation(pilot, controls).tallies.trials == sweeps;
    };
    pieces.push_back(piloted(curve.name, engine::threads_of(asked.run), curve.sweeps, "sweeps", done));
  }
  return pieces;
}

Estimate sum(Estimate whole, const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    if (!piece.time) continue;
    whole.least += piece.time->least;
    whole.median += piece.time->median;
    whole.most += piece.time->most;
  }
  return whole;
}

std::string pilots_text(const Estimate& estimate, std::string_view unit) {
  return fmt::format("{} pilot{} of {} {}", estimate.pilots, estimate.pilots == 1 ? "" : "s", estimate.pilot_trials, unit);
}

std::string in_time(double seconds) {
  if (seconds < 10) return fmt::format("{:.2g} s", seconds);
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace kaitei::cli

#include "scenario/failure_sets.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "errors.hpp"
#include "network/element_hash.hpp"
#include "scenario/exact_math.hpp"

namespace kaitei::scenario {
namespace {

// floor(2^64 P(N <= n)) of a Poisson number, up to where it reaches 1 or the most events there can be.
std::vector<std::uint64_t> poisson_cdf(double mean) {
  std::vector<std::uint64_t> cdf;
  double term = exponential(-mean), sum = 0;
  for (std::uint32_t n = 0; n < experiment::most_events; ++n, term *= mean / n) {
    sum += term;
    if (sum >= 1) break;
    cdf.push_back(static_cast<std::uint64_t>(sum * 0x1p64));
  }
  return cdf;
}

void sort_out(std::vector<Literal>& elements) {
  std::ranges::sort(elements);
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
}

void append(FailureLists& lists, const FailureLists& piece) {
  const auto base = static_cast<std::uint32_t>(lists.members.size());
  lists.members.insert(lists.members.end(), piece.members.begin(), piece.members.end());
  for (std::size_t i = 1; i < piece.first.size(); ++i) lists.first.push_back(base + piece.first[i]);
}

}  // namespace

FailureSets::FailureSets(const Hazard& hazard, const network::Graph& graph, const experiment::Scenario& scenario,
                         std::uint64_t seed)
    : hazard_(hazard), timed_(dynamic_cast<const TimedHazard*>(&hazard)), graph_(graph), event_key_(network::sampler_key(seed, "event")),
      count_key_(network::sampler_key(seed, "event-count")), matched_key_(network::sampler_key(seed, "matched")),
      stream_(network::element_hash("scenario:" + scenario.name)), fixed_events_(scenario.sampling.events),
      of_kind_(4) {
  const double mean = hazard.mean_events() > 0 ? hazard.mean_events() : scenario.sampling.mean_events;
  if (mean > experiment::most_events / 4.0)
    throw UsageError(fmt::format("scenario \"{}\" has {:.3g} events a trial in the mean (a trial holds {}, and must leave room "
                                 "for chance); shorten its time", scenario.name, mean, experiment::most_events));
  if (mean > 0) events_cdf_ = poisson_cdf(mean);
  for (Literal e = 0; e < graph.elements.size(); ++e)
    of_kind_.at(static_cast<std::size_t>(graph.elements[e].kind)).push_back(e);
}

std::uint32_t FailureSets::events(std::uint64_t trial) const {
  if (events_cdf_.empty()) return fixed_events_;
  const std::uint64_t u = Draws(count_key_, stream_, trial).next();
  return static_cast<std::uint32_t>(std::upper_bound(events_cdf_.begin(), events_cdf_.end(), u) - events_cdf_.begin());
}

void FailureSets::struck(std::uint64_t trial, std::vector<Literal>& failed) const {
  failed.clear();
  const std::uint32_t count = events(trial);
  for (std::uint32_t event = 0; event < count; ++event) {
    Draws draws(event_key_, stream_, trial, event);
    hazard_.strike(draws, failed);
  }
  sort_out(failed);
}

void FailureSets::struck_in_time(std::uint64_t trial, std::vector<Literal>& failed, LossTicks* ticks) const {
  failed.clear();
  std::vector<Loss> losses;
  const std::uint32_t count = events(trial);
  for (std::uint32_t event = 0; event < count; ++event) {
    Draws draws(event_key_, stream_, trial, event);
    timed_->strike_in_time(draws, losses);
  }
  // Each element once, when it was first lost.
  std::ranges::sort(losses, {}, [](const Loss& loss) { return std::pair(loss.element, loss.minutes); });
  losses.erase(std::unique(losses.begin(), losses.end(), [](const Loss& a, const Loss& b) { return a.element == b.element; }),
               losses.end());
  for (const Loss& loss : losses) failed.push_back(loss.element);
  if (ticks == nullptr) return;
  std::vector<std::uint32_t> minutes;
  for (const Loss& loss : losses) minutes.push_back(loss.minutes);
  std::ranges::sort(minutes);
  ticks->count(minutes);
}

LossTicks FailureSets::no_losses() const {
  return timed_ == nullptr ? LossTicks{} : LossTicks::until(timed_->latest_minutes());
}

// Floyd's algorithm (Bentley and Floyd, "A sample of brilliance", CACM 30, 1987): every set of m of n is as likely.
void FailureSets::matched(std::uint64_t trial, const std::vector<Literal>& struck, std::vector<Literal>& failed) const {
  failed.clear();
  std::vector<std::uint32_t> wanted(of_kind_.size());
  for (const Literal e : struck) ++wanted[static_cast<std::size_t>(graph_.elements[e].kind)];
  Draws draws(matched_key_, stream_, trial);
  for (std::size_t kind = 0; kind < of_kind_.size(); ++kind) {
    const auto n = static_cast<std::uint32_t>(of_kind_[kind].size());
    const auto begin = static_cast<std::ptrdiff_t>(failed.size());
    for (std::uint32_t j = n - wanted[kind]; j < n; ++j) {
      const Literal chosen = of_kind_[kind][draws.below(j + 1)];
      const bool taken = std::find(failed.begin() + begin, failed.end(), chosen) != failed.end();
      failed.push_back(taken ? of_kind_[kind][j] : chosen);
    }
  }
  std::ranges::sort(failed);
}

SampledLists sample_lists(const FailureSets& sets, TrialRange range, bool matched, unsigned threads, std::uint64_t counted_from) {
  constexpr std::uint64_t piece_trials = 4096;
  const std::uint64_t pieces = (range.count + piece_trials - 1) / piece_trials;
  std::vector<SampledLists> made(pieces);
  std::atomic<std::uint64_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      std::vector<Literal> struck, random;
      for (std::uint64_t piece = next++; piece < pieces; piece = next++) {
        SampledLists& lists = made[piece];
        lists.loss_ticks = sets.no_losses();
        const std::uint64_t begin = piece * piece_trials, end = std::min(begin + piece_trials, range.count);
        for (std::uint64_t t = begin; t < end; ++t) {
          const std::uint64_t trial = range.first + t;
          if (sets.in_time()) sets.struck_in_time(trial, struck, trial < counted_from ? nullptr : &lists.loss_ticks);
          else sets.struck(trial, struck);
          lists.struck.append(struck);
          if (!matched) continue;
          sets.matched(range.first + t, struck, random);
          lists.matched.append(random);
        }
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
  SampledLists lists;
  lists.struck = {.first_trial = range.first, .first = {0}};
  lists.loss_ticks = sets.no_losses();
  if (matched) lists.matched = lists.struck;
  for (const SampledLists& piece : made) {
    append(lists.struck, piece.struck);
    lists.loss_ticks += piece.loss_ticks;
    if (matched) append(lists.matched, piece.matched);
  }
  return lists;
}

}  // namespace kaitei::scenario

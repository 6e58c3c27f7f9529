// From a hazard to the lists of failed elements that the kernels simulate.
#pragma once

#include <cstdint>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "kernels/failure_lists.hpp"
#include "network/lower.hpp"
#include "scenario/hazard.hpp"
#include "scenario/loss_ticks.hpp"

namespace kaitei::scenario {

// Draws the events of trials. Keys and streams follow from the run's seed and the scenario's name alone, so that every
// point of a sweep, and the same scenario on another network, meets the same events: common random numbers.
class FailureSets {
 public:
  FailureSets(const Hazard&, const network::Graph&, const experiment::Scenario&, std::uint64_t seed);

  // Elements down in the trial, ascending, each once: what all its events took.
  void struck(std::uint64_t trial, std::vector<Literal>& failed) const;
  // The same of a hazard with an order in time, and counts when each was lost; events of a trial begin at once.
  void struck_in_time(std::uint64_t trial, std::vector<Literal>& failed, LossTicks*) const;
  bool in_time() const { return timed_ != nullptr; }
  LossTicks no_losses() const;  // of the right shape; empty without an order in time
  // As many elements of each kind as `struck` has, chosen uniformly from all of that kind; ascending.
  void matched(std::uint64_t trial, const std::vector<Literal>& struck, std::vector<Literal>& failed) const;

 private:
  std::uint32_t events(std::uint64_t trial) const;

  const Hazard& hazard_;
  const TimedHazard* timed_;  // the same, if it has an order in time
  const network::Graph& graph_;
  std::uint64_t event_key_, count_key_, matched_key_, stream_;
  std::uint32_t fixed_events_;
  std::vector<std::uint64_t> events_cdf_;  // [n]: floor(2^64 P(N <= n)); empty: the number is fixed
  std::vector<std::vector<Literal>> of_kind_;
};

// The lists of trials first .. first + count on so many threads, and those of matched random failure beside them if asked.
// `first` is a multiple of 1024. Losses are counted by time from trial `counted_from` on.
struct SampledLists {
  FailureLists struck, matched;
  LossTicks loss_ticks;
};
SampledLists sample_lists(const FailureSets&, TrialRange, bool matched, unsigned threads, std::uint64_t counted_from = 0);

}  // namespace kaitei::scenario

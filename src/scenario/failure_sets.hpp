// From a hazard to the lists of failed elements that the kernels simulate.
#pragma once

#include <cstdint>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "kernels/failure_lists.hpp"
#include "network/lower.hpp"
#include "scenario/hazard.hpp"

namespace kaitei::scenario {

// Draws the events of trials. Keys and streams follow from the run's seed and the scenario's name alone, so that every
// point of a sweep, and the same scenario on another network, meets the same events: common random numbers.
class FailureSets {
 public:
  FailureSets(const Hazard&, const network::Graph&, const experiment::Scenario&, std::uint64_t seed);

  // Elements down in the trial, ascending, each once: what all its events took.
  void struck(std::uint64_t trial, std::vector<Literal>& failed) const;
  // As many elements of each kind as `struck` has, chosen uniformly from all of that kind; ascending.
  void matched(std::uint64_t trial, const std::vector<Literal>& struck, std::vector<Literal>& failed) const;

 private:
  std::uint32_t events(std::uint64_t trial) const;

  const Hazard& hazard_;
  const network::Graph& graph_;
  std::uint64_t event_key_, count_key_, matched_key_, stream_;
  std::uint32_t fixed_events_;
  std::vector<std::uint64_t> events_cdf_;  // [n]: floor(2^64 P(N <= n)); empty: the number is fixed
  std::vector<std::vector<Literal>> of_kind_;
};

// The lists of trials first .. first + count on so many threads, and those of matched random failure beside them if asked.
// `first` is a multiple of 1024.
struct SampledLists {
  FailureLists struck, matched;
};
SampledLists sample_lists(const FailureSets&, TrialRange, bool matched, unsigned threads);

}  // namespace kaitei::scenario

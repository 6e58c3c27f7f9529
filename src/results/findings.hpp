// The estimates that a summary shows, as text or JSON, computed once from a run's tallies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "results/intervals.hpp"

namespace kaitei::results {

struct Fraction {
  Proportion counts;
  ProportionEstimate estimate;
};

struct ElementFinding {
  std::size_t element = 0;
  JointCounts counts;
  ImportanceEstimate birnbaum, conditional_failure;
};

struct QuantileFinding {
  double q = 0;
  std::uint64_t bin_lower_gbps = 0;     // the bin that holds the quantile begins here
  std::uint64_t lower_gbps = 0, upper_gbps = 0;  // the interval, on bin edges
};

struct JoiningFinding {
  MeanEstimate systems;
  std::vector<std::uint32_t> fewer_than;
  std::vector<Fraction> fewer;          // beside fewer_than
  bool capacity_known = false;          // some route has a public capacity
  MeanEstimate capacity_tbps;
  std::vector<QuantileFinding> quantiles;
};

struct Findings {
  std::vector<Fraction> disconnected;                  // beside record.connectivity
  std::vector<std::vector<ElementFinding>> important;  // beside record.connectivity: the foremost elements
  std::vector<JoiningFinding> joining;                 // beside record.joining
  std::optional<MeanEstimate> component_count, largest_component, elements_failed;
  double expected_elements_failed = 0;                 // sum of the probabilities: exact, not sampled
  std::vector<MeanEstimate> set_reach;                 // beside record.reach_sets
};

// With fewer disconnections the order of elements is chance; the file and the JSON hold them all the same.
inline constexpr std::uint64_t enough_to_rank = 10;

// At most `most_elements` per outcome, those without a joint event left out, in order of the lower end of the Birnbaum
// interval: an element that failed twice does not outrank one measured well.
Findings find(const engine::RunRecord&, std::size_t most_elements = 5);

// The estimate of a capacity, from Gbit/s to Tbit/s.
MeanEstimate tbps(const MeanEstimate& gbps);

}  // namespace kaitei::results

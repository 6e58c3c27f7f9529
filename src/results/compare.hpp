// Two result files side by side: a what-if and its baseline, or two runs that should be the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "results/findings.hpp"

namespace kaitei::results {

// b - a of one probability that both files have. The interval covers at least the files' confidence level.
// Paired: both files keep per-trial bits of the same trials and seed, and the trials that changed sides are counted.
// Else it joins the two intervals at half the error each (Bonferroni), which holds whether or not the files share their
// random numbers.
struct Difference {
  std::string outcome;
  Fraction a, b;
  bool paired = false;
  std::uint64_t only_a = 0, only_b = 0;  // paired: trials disconnected in one file alone
  double value = 0;
  Interval interval;
};

// b - a of a mean over trials, from two intervals at half the error each. Where all trials of a file agree, its interval is
// that of a quantity between 0 and `most` which none of so many trials saw at any other value.
struct MeanDifference {
  MeanEstimate a, b;
  double value = 0;
  Interval interval;
};

struct JoiningDifference {
  std::string outcome;
  MeanDifference systems;
  std::optional<MeanDifference> capacity_tbps;  // if public in both files
  std::vector<std::uint32_t> fewer_than;        // that both files ask for
  std::vector<Difference> fewer;                // beside fewer_than; files keep no bits of these, so they are never paired
};

struct OutcomeDifferences {
  std::vector<Difference> connectivity;
  std::vector<JoiningDifference> joining;
};

struct Comparison {
  std::vector<std::string> differing;  // as differences() names them; empty: the runs are equal
  OutcomeDifferences outcomes;
};

// Every outcome that both have, in a's order. Throws UsageError as compare() does.
OutcomeDifferences compare_outcomes(const engine::RunRecord& a, const engine::RunRecord& b);

// Throws DataError for a damaged file, UsageError if the files have different confidence levels or failure modes.
Comparison compare(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace kaitei::results

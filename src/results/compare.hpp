// Two result files side by side: a what-if and its baseline, or two runs that should be the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "results/findings.hpp"

namespace kaitei::results {

// b - a of one connectivity outcome that both files have. The interval covers at least the files' confidence level.
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

struct Comparison {
  std::vector<std::string> differing;  // as differences() names them; empty: the runs are equal
  std::vector<Difference> outcomes;
};

// Every connectivity outcome that both have, in a's order. Throws UsageError as compare() does.
std::vector<Difference> compare_outcomes(const engine::RunRecord& a, const engine::RunRecord& b);

// Throws DataError for a damaged file, UsageError if the files have different confidence levels or failure modes.
Comparison compare(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace kaitei::results

// From integer tallies to numbers with error bars. Nothing here is sampled or iterated over trials: the same tallies
// give the same numbers, so tallies of shards may be added first and estimated once.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "kernels/tallies.hpp"

namespace kaitei::results {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();  // no such number

// A closed interval at the confidence level it was asked for.
struct Interval {
  double lower = 0, upper = 1;
};

// Events seen in independent trials.
struct Proportion {
  std::uint64_t events = 0, trials = 0;
};

// An estimated proportion. `value` is NaN without trials. `standard_error` is sqrt(p(1-p)/n), and NaN where every
// trial, or none, was an event: the formula's 0 would claim certainty. `upper_bound_only` marks zero events: the
// value 0 then only means "below interval.upper".
struct ProportionEstimate {
  double value = 0, standard_error = 0;
  Interval interval;
  bool upper_bound_only = false;
};

// Clopper and Pearson (1934): two-sided, equal tails, never covers less often than `level`. [0, 1] without trials.
// Beyond 10^8 events and 10^8 non-events Wilson's interval with continuity correction stands in for it; there the
// two differ by less than a thousandth of their width. Throws std::invalid_argument if events > trials or level
// is not inside (0, 1).
Interval clopper_pearson(Proportion, double level);

ProportionEstimate estimate(Proportion, double level);

// A mean over trials. `standard_error` is sqrt(s^2/n), s^2 the unbiased variance; it and the normal interval
// mean -+ z se are NaN where no spread was seen (fewer than two trials, or all of them equal).
struct MeanEstimate {
  double value = 0, standard_error = 0;
  Interval interval;
};

// Exact in integers until the last division: no cancellation, whatever the mean.
MeanEstimate mean(const Moments&, std::uint64_t trials, double level);
MeanEstimate mean(const Histogram&, double level);

// Events of one element and one outcome over the same trials.
struct JointCounts {
  std::uint64_t trials = 0, failed = 0, disconnected = 0, failed_and_disconnected = 0;
};

// An importance. Without a joint event `value` and `standard_error` are NaN, never 0, and only the interval speaks.
struct ImportanceEstimate {
  double value = 0, standard_error = 0;
  Interval interval;
};

// Birnbaum (1969): P(disconnected | element failed) - P(disconnected | element up). The standard error is that of a
// difference of two independent proportions, NaN where the first is seen as 0 or 1. The interval joins the
// Clopper-Pearson intervals of the two at 1 - (1 - level)/2 each (Bonferroni), so it covers at least `level`; it is
// cut at 0 because more failures never reconnect anything.
ImportanceEstimate birnbaum(const JointCounts&, double level);

// P(element failed | disconnected), with the Clopper-Pearson interval.
ImportanceEstimate conditional_failure(const JointCounts&, double level);

// The q-quantile of a histogram as bins: the smallest whose cumulative count reaches q, and the smallest and largest
// that the Clopper-Pearson intervals of the cumulative counts allow. None without trials.
struct QuantileBins {
  std::size_t lower = 0, value = 0, upper = 0;
};
std::optional<QuantileBins> quantile(const Histogram&, double q, double level);

// Trials in the histogram; throws std::overflow_error if they do not fit.
std::uint64_t total(const Histogram&);
// Trials with a value below `limit`.
std::uint64_t count_below(const Histogram&, std::size_t limit);

}  // namespace kaitei::results

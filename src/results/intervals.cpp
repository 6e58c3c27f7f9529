#include "results/intervals.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <stdexcept>

namespace kaitei::results {
namespace {

using Exact = boost::multiprecision::cpp_int;

// The standard normal quantile of (1 + level)/2.
double two_sided_z(double level) { return std::sqrt(2.0) * boost::math::erf_inv(level); }

void check_level(double level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("a confidence level lies inside (0, 1)");
}

Exact exact(Uint128 value) {
  return (Exact(static_cast<std::uint64_t>(value >> 64)) << 64) + static_cast<std::uint64_t>(value);
}

MeanEstimate mean_of(const Exact& sum, const Exact& sum_of_squares, std::uint64_t trials, double level) {
  check_level(level);
  if (trials == 0) return {nan, nan, {nan, nan}};
  const auto n = static_cast<long double>(trials);
  const long double value = sum.convert_to<long double>() / n;
  // n^2 (n-1) se^2 = n S2 - S1^2, an integer.
  const Exact spread = sum_of_squares * trials - sum * sum;
  if (trials < 2 || spread <= 0) return {static_cast<double>(value), nan, {nan, nan}};
  const long double error = std::sqrt(spread.convert_to<long double>() / (n - 1)) / n;
  const long double reach = error * two_sided_z(level);
  return {static_cast<double>(value), static_cast<double>(error),
          {static_cast<double>(value - reach), static_cast<double>(value + reach)}};
}

double fraction(std::uint64_t events, std::uint64_t trials) {
  return static_cast<double>(static_cast<long double>(events) / static_cast<long double>(trials));
}

// p (1 - p) / n with 1 - p from its own count, so that p near 1 keeps its digits.
double variance(std::uint64_t events, std::uint64_t trials) {
  return fraction(events, trials) * fraction(trials - events, trials) / static_cast<double>(trials);
}

// Wilson's score interval with continuity correction (Newcombe 1998, method 4). For many events and many non-events
// it is the Clopper-Pearson interval to far below its own width.
Interval continuity_corrected_wilson(Proportion p, double level) {
  const long double z = two_sided_z(level), n = static_cast<long double>(p.trials);
  const long double k = static_cast<long double>(p.events), rate = k / n;
  const auto edge = [&](long double sign) {
    const long double inside = z * z + sign * (2 - sign / n) + 4 * rate * (n * (1 - rate) - sign);
    return static_cast<double>((2 * k + z * z + sign * (1 + z * std::sqrt(inside))) / (2 * (n + z * z)));
  };
  return {edge(-1), edge(+1)};
}

}  // namespace

Interval clopper_pearson(Proportion p, double level) {
  check_level(level);
  if (p.events > p.trials) throw std::invalid_argument("more events than trials");
  if (p.trials == 0) return {};
  const double tail = (1 - level) / 2;
  const auto events = static_cast<double>(p.events), others = static_cast<double>(p.trials - p.events);
  // With k = 0 or k = n one Beta parameter is 1 and the quantile is closed: 1 - tail^(1/n), and its mirror.
  const double root = std::log(tail) / static_cast<double>(p.trials);
  if (p.events == 0) return {0, -std::expm1(root)};
  if (p.events == p.trials) return {std::exp(root), 1};
  // Boost's inverse loses digits, then fails, where both Beta parameters are enormous.
  if (std::min(events, others) > 1e8) return continuity_corrected_wilson(p, level);
  return {boost::math::ibeta_inv(events, others + 1, tail), boost::math::ibetac_inv(events + 1, others, tail)};
}

ProportionEstimate estimate(Proportion p, double level) {
  const Interval interval = clopper_pearson(p, level);
  if (p.trials == 0) return {nan, nan, interval, false};
  const bool seen_both = p.events != 0 && p.events != p.trials;
  return {fraction(p.events, p.trials), seen_both ? std::sqrt(variance(p.events, p.trials)) : nan, interval,
          p.events == 0};
}

MeanEstimate mean(const Moments& moments, std::uint64_t trials, double level) {
  return mean_of(exact(moments.sum), exact(moments.sum_of_squares), trials, level);
}

MeanEstimate mean(const Histogram& histogram, double level) {
  Exact sum = 0, sum_of_squares = 0;
  for (std::size_t value = 0; value < histogram.size(); ++value) {
    const Exact part = Exact(histogram[value]) * value;
    sum += part;
    sum_of_squares += part * value;
  }
  return mean_of(sum, sum_of_squares, total(histogram), level);
}

ImportanceEstimate birnbaum(const JointCounts& c, double level) {
  check_level(level);
  if (c.failed > c.trials || c.disconnected > c.trials || c.failed_and_disconnected > c.failed ||
      c.failed_and_disconnected > c.disconnected)
    throw std::invalid_argument("joint counts larger than their parts");
  const Proportion failed{c.failed_and_disconnected, c.failed};
  const Proportion up{c.disconnected - c.failed_and_disconnected, c.trials - c.failed};
  const double each = 1 - (1 - level) / 2;
  const Interval given_failed = clopper_pearson(failed, each), given_up = clopper_pearson(up, each);
  ImportanceEstimate result{nan, nan, {std::max(0.0, given_failed.lower - given_up.upper),
                                       std::max(0.0, given_failed.upper - given_up.lower)}};
  if (failed.events == 0 || up.trials == 0) return result;
  result.value = fraction(failed.events, failed.trials) - fraction(up.events, up.trials);
  if (failed.events < failed.trials)
    result.standard_error = std::sqrt(variance(failed.events, failed.trials) + variance(up.events, up.trials));
  return result;
}

ImportanceEstimate conditional_failure(const JointCounts& c, double level) {
  const ProportionEstimate p = estimate({c.failed_and_disconnected, c.disconnected}, level);
  return {p.upper_bound_only ? nan : p.value, p.standard_error, p.interval};
}

std::optional<QuantileBins> quantile(const Histogram& histogram, double q, double level) {
  const std::uint64_t trials = total(histogram);
  if (trials == 0) return std::nullopt;
  const std::size_t last = histogram.size() - 1;
  QuantileBins bins{last, last, last};
  bool have_lower = false, have_value = false;
  std::uint64_t cumulative = 0;
  for (std::size_t bin = 0; bin <= last; ++bin) {
    if (histogram[bin] == 0 && bin != 0) continue;  // the cumulative count has not moved
    cumulative += histogram[bin];
    const Interval below = clopper_pearson({cumulative, trials}, level);
    if (!have_lower && below.upper >= q) have_lower = true, bins.lower = bin;
    if (!have_value && fraction(cumulative, trials) >= q) have_value = true, bins.value = bin;
    if (below.lower >= q) {
      bins.upper = bin;
      break;
    }
  }
  return bins;
}

std::uint64_t total(const Histogram& histogram) {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : histogram)
    if (__builtin_add_overflow(sum, count, &sum)) throw std::overflow_error("the trials of a histogram exceed 2^64");
  return sum;
}

std::uint64_t count_below(const Histogram& histogram, std::size_t limit) {
  std::uint64_t sum = 0;
  for (std::size_t value = 0; value < std::min(limit, histogram.size()); ++value) sum += histogram[value];
  return sum;
}

}  // namespace kaitei::results

#include "results/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "catch.hpp"

using namespace kaitei;
using namespace kaitei::results;

namespace {

// P(the interval covers p) when events ~ Binomial(n, p), summed over every possible count.
double coverage(const std::vector<Interval>& intervals, double p) {
  const auto n = static_cast<double>(intervals.size() - 1);
  double sum = 0;
  for (std::size_t k = 0; k < intervals.size(); ++k) {
    if (p < intervals[k].lower || p > intervals[k].upper) continue;
    const auto events = static_cast<double>(k);
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(events + 1) - std::lgamma(n - events + 1) +
                    events * std::log(p) + (n - events) * std::log1p(-p));
  }
  return sum;
}

}  // namespace

TEST_CASE("Clopper-Pearson covers at least its level, enumerated") {
  for (const double level : {0.90, 0.95, 0.99})
    for (const std::uint64_t n : {1u, 2u, 5u, 10u, 37u, 100u, 300u}) {
      std::vector<Interval> intervals;
      for (std::uint64_t k = 0; k <= n; ++k) intervals.push_back(clopper_pearson({k, n}, level));
      double least = 1;
      for (int step = 1; step < 400; ++step) least = std::min(least, coverage(intervals, step / 400.0));
      // Coverage is lowest just beside an end of an interval.
      for (const Interval& i : intervals)
        for (const double p : {i.lower * (1 - 1e-9), i.lower * (1 + 1e-9), i.upper * (1 - 1e-9), i.upper * (1 + 1e-9)})
          if (p > 0 && p < 1) least = std::min(least, coverage(intervals, p));
      INFO("n = " << n << ", level = " << level);
      CHECK(least >= level - 1e-9);
    }
}

TEST_CASE("Clopper-Pearson in closed form, and against scipy") {
  CHECK(clopper_pearson({0, 10'000'000}, 0.95).lower == 0);
  CHECK(clopper_pearson({0, 10'000'000}, 0.95).upper == Approx(3.6888787e-7).epsilon(1e-7));
  CHECK(clopper_pearson({0, 7}, 0.9).upper == Approx(1 - std::pow(0.05, 1.0 / 7)));
  CHECK(clopper_pearson({7, 7}, 0.9).lower == Approx(std::pow(0.05, 1.0 / 7)));
  CHECK(clopper_pearson({7, 7}, 0.9).upper == 1);
  // python3 -c "from scipy.stats import beta as b; print(b.ppf((1-l)/2, k, n-k+1), b.ppf((1+l)/2, k+1, n-k))"
  struct Reference {
    std::uint64_t events, trials;
    double level, lower, upper;
  };
  for (const Reference& r : {Reference{1, 10, 0.95, 0.0025285785444617865, 0.44501611702819538},
                             Reference{5, 10, 0.95, 0.18708602844739855, 0.81291397155260148},
                             Reference{37, 1000, 0.95, 0.026182708843737343, 0.050641123059924853},
                             Reference{3, 1000000, 0.99, 3.3786366951563994e-07, 1.0977433709098371e-05},
                             Reference{999999, 1000000, 0.95, 0.99999442836934482, 0.99999997468219237},
                             Reference{7, 1000000000000, 0.95, 2.81436305152435e-12, 1.442267536164885e-11},
                             Reference{123456789, 10000000000, 0.9, 0.012343862655694203, 0.012347495352740124}}) {
    const Interval i = clopper_pearson({r.events, r.trials}, r.level);
    INFO(r.events << " of " << r.trials);
    // Above 10^8 events the continuity-corrected Wilson interval stands in, to a thousandth of the width.
    const double tolerance = r.events > 100'000'000 ? 1e-3 * (r.upper - r.lower) : 1e-8 * r.upper;
    CHECK(std::abs(i.lower - r.lower) < tolerance);
    CHECK(std::abs(i.upper - r.upper) < tolerance);
  }
}

TEST_CASE("the stand-in for Clopper-Pearson joins without a step") {
  const Interval below = clopper_pearson({100'000'000, 1'000'000'000}, 0.95);
  const Interval above = clopper_pearson({100'000'001, 1'000'000'000}, 0.95);
  const double width = below.upper - below.lower;
  CHECK(std::abs(above.lower - below.lower - 1e-9) < 1e-3 * width);
  CHECK(std::abs(above.upper - below.upper - 1e-9) < 1e-3 * width);
}

TEST_CASE("intervals stay ordered at any count") {
  for (const std::uint64_t n : {std::uint64_t{1} << 20, std::uint64_t{1} << 40, std::uint64_t{1} << 62,
                                std::numeric_limits<std::uint64_t>::max()})
    for (const std::uint64_t k : {std::uint64_t{0}, std::uint64_t{1}, n / 1'000'000, n / 3, n - 1, n}) {
      const Interval i = clopper_pearson({k, n}, 0.95);
      INFO(k << " of " << n);
      CHECK(0 <= i.lower);
      CHECK(i.lower <= static_cast<double>(k) / static_cast<double>(n));
      CHECK(static_cast<double>(k) / static_cast<double>(n) <= i.upper);
      CHECK(i.upper <= 1);
    }
}

TEST_CASE("an estimate never claims certainty") {
  const ProportionEstimate none = estimate({0, 1000}, 0.95);
  CHECK(none.value == 0);
  CHECK(none.upper_bound_only);
  CHECK(std::isnan(none.standard_error));
  CHECK(none.interval.upper > 0);
  const ProportionEstimate all = estimate({1000, 1000}, 0.95);
  CHECK(std::isnan(all.standard_error));
  CHECK_FALSE(all.upper_bound_only);
  CHECK(all.interval.lower < 1);
  CHECK(estimate({250, 1000}, 0.95).standard_error == Approx(std::sqrt(0.25 * 0.75 / 1000)));
  const ProportionEstimate nothing = estimate({0, 0}, 0.95);
  CHECK(std::isnan(nothing.value));
  CHECK(nothing.interval.upper == 1);
  CHECK_THROWS_AS(estimate({2, 1}, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(estimate({1, 2}, 1.0), std::invalid_argument);
  CHECK_THROWS_AS(estimate({1, 2}, std::nan("")), std::invalid_argument);
}

TEST_CASE("means and variances are exact where doubles would cancel") {
  // 10^10 trials of about 123456, one of them off by 1: s^2 = (1 - 1/n)/(n - 1) = 1/n.
  const std::uint64_t n = 10'000'000'000, x = 123'456;
  const Moments m{Uint128{n} * x + 1, (Uint128{n} - 1) * x * x + Uint128{x + 1} * (x + 1)};
  const MeanEstimate e = mean(m, n, 0.95);
  CHECK(e.value == Approx(123456.0));
  CHECK(e.standard_error == Approx(1e-10));
  // Half of 2^63 trials at 2^32, half at 0: mean 2^31, s^2 = 2^62 n/(n-1).
  const std::uint64_t half = std::uint64_t{1} << 62;
  const MeanEstimate wide = mean(Moments{Uint128{half} << 32, Uint128{half} << 64}, 2 * half, 0.95);
  CHECK(wide.value == Approx(std::ldexp(1.0, 31)));
  CHECK(wide.standard_error == Approx(std::ldexp(1.0, 31) / std::sqrt(std::ldexp(1.0, 63))));
  // The largest a Moments can hold.
  const Uint128 most = ~Uint128{0};
  CHECK(std::isfinite(mean(Moments{Uint128{1} << 95, most}, std::uint64_t{1} << 63, 0.95).standard_error));
}

TEST_CASE("means of histograms") {
  const MeanEstimate e = mean(Histogram{1, 2, 3}, 0.95);  // 0 1 1 2 2 2: mean 4/3, s^2 = 2/3
  CHECK(e.value == Approx(4.0 / 3));
  CHECK(e.standard_error == Approx(std::sqrt(2.0 / 3 / 6)));
  CHECK(e.interval.upper - e.value == Approx(1.959963984540054 * e.standard_error));
  Histogram large(4096);
  large.front() = large.back() = std::uint64_t{1} << 62;
  CHECK(mean(large, 0.95).value == Approx(2047.5));
  CHECK(mean(large, 0.95).standard_error == Approx(2047.5 / std::sqrt(std::ldexp(1.0, 63))));
  const MeanEstimate constant = mean(Histogram{0, 0, 9}, 0.95);
  CHECK(constant.value == 2);
  CHECK(std::isnan(constant.standard_error));
  CHECK(std::isnan(mean(Histogram{0, 0}, 0.95).value));
  Histogram too_many{std::numeric_limits<std::uint64_t>::max(), 1};
  CHECK_THROWS_AS(total(too_many), std::overflow_error);
}

TEST_CASE("Birnbaum importance and conditional failure") {
  const JointCounts c{1000, 100, 120, 90};
  const ImportanceEstimate b = birnbaum(c, 0.95);
  CHECK(b.value == Approx(0.9 - 30.0 / 900));
  CHECK(b.standard_error == Approx(std::sqrt(0.9 * 0.1 / 100 + (30.0 / 900) * (870.0 / 900) / 900)));
  CHECK(b.interval.lower < b.value - 1.96 * b.standard_error);
  CHECK(b.interval.upper > b.value + b.standard_error);
  CHECK(conditional_failure(c, 0.95).value == Approx(0.75));
  CHECK(conditional_failure(c, 0.95).interval.lower == clopper_pearson({90, 120}, 0.95).lower);
}

TEST_CASE("an importance without events is a bound, never zero") {
  for (const JointCounts& c : {JointCounts{1000, 100, 0, 0}, JointCounts{1000, 0, 50, 0}, JointCounts{1000, 20, 50, 0}}) {
    const ImportanceEstimate b = birnbaum(c, 0.95), f = conditional_failure(c, 0.95);
    CHECK(std::isnan(b.value));
    CHECK(std::isnan(b.standard_error));
    CHECK(b.interval.lower == 0);
    CHECK(b.interval.upper > 0);
    CHECK(std::isnan(f.value));
    CHECK(f.interval.upper > 0);
  }
  CHECK(birnbaum({1000, 0, 50, 0}, 0.95).interval.upper > 0.9);        // never failed: says nothing
  CHECK(conditional_failure({1000, 100, 0, 0}, 0.95).interval.upper == 1);
  CHECK(std::isnan(birnbaum({1000, 1000, 50, 50}, 0.95).value));       // always failed: never seen up
  const ImportanceEstimate certain = birnbaum({1000, 10, 10, 10}, 0.95);
  CHECK(certain.value == 1);
  CHECK(std::isnan(certain.standard_error));
  CHECK(certain.interval.lower < 0.8);
  CHECK_THROWS_AS(birnbaum({10, 5, 3, 4}, 0.95), std::invalid_argument);
}

TEST_CASE("quantiles come with the bins their intervals allow") {
  Histogram uniform(100, 1000);
  const auto median = quantile(uniform, 0.5, 0.95);
  REQUIRE(median);
  CHECK(median->value == 49);
  CHECK(median->lower <= 49);
  CHECK(median->lower >= 48);
  CHECK(median->upper >= 49);
  CHECK(median->upper <= 50);
  CHECK_FALSE(quantile(Histogram{0, 0}, 0.5, 0.95));
  const auto certain = quantile(Histogram{0, 0, 5}, 0.5, 0.95);
  REQUIRE(certain);
  CHECK(certain->value == 2);
  CHECK(certain->lower == 0);  // five trials cannot rule out smaller values
  CHECK(count_below(Histogram{1, 2, 4}, 2) == 3);
  CHECK(count_below(Histogram{1, 2, 4}, 9) == 7);
}

#include "report/cells.hpp"

#include <cmath>

#include "results/text.hpp"

namespace kaitei::report {
namespace {

// To two digits: 36,496 -> 36,000.
double two_digits(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

}  // namespace

Cell count(std::uint64_t number) { return {results::grouped(number), static_cast<double>(number)}; }

Cell plain(double value) { return std::isfinite(value) ? Cell{fmt::format("{:.6g}", value), value} : Cell{}; }

Cell probability(const results::Fraction& f) { return {results::probability(f.estimate), f.estimate.value}; }

Cell mean(const results::MeanEstimate& m) { return {results::with_error(m.value, m.standard_error), m.value}; }

Cell importance(const results::ImportanceEstimate& i) {
  // A standard error does not exist where every trial agrees; the interval then says how many digits there are.
  return {std::isfinite(i.standard_error) ? results::with_error(i.value, i.standard_error)
                                          : results::rounded(i.value, (i.interval.upper - i.interval.lower) / 2),
          i.value};
}

std::string interval_text(const Speaker& say, results::Interval interval) {
  const auto ends = results::ends(interval);
  if (!ends) return say(Word::unknown);
  return interval.lower < 0 ? say(Word::range, ends->front(), ends->back()) : ends->front() + " – " + ends->back();
}

Cell interval(const Speaker& say, results::Interval interval) { return {interval_text(say, interval), interval.lower}; }

std::string frequency(const Speaker& say, const results::Fraction& fraction) {
  const auto& estimate = fraction.estimate;
  if (fraction.counts.trials == 0) return say(Word::unknown);
  if (estimate.upper_bound_only) {  // rounded towards what is surely true
    const double times = 1 / estimate.interval.upper;
    const double unit = std::pow(10, std::floor(std::log10(times)) - 1);
    return say(Word::rarer_than, results::grouped(static_cast<std::uint64_t>(std::max(1.0, std::floor(times / unit) * unit))));
  }
  const double times = 1 / estimate.value;
  return say(Word::one_in, times < 10 ? fmt::format("{:.2g}", times)
                                      : results::grouped(static_cast<std::uint64_t>(std::llround(two_digits(times)))));
}

}  // namespace kaitei::report

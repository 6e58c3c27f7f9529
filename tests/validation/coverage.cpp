// The stated interval covers the truth as often as it says. 2,000 seeds from base 20260103, never re-picked.
#include "catch.hpp"

#include <boost/math/distributions/binomial.hpp>

#include "graphs.hpp"
#include "oracle.hpp"
#include "results/intervals.hpp"

using namespace kaitei;
using namespace kaitei::validation;

namespace {

constexpr std::uint64_t trials = 4096, seed_base = 20260103;
constexpr double level = 0.95;

bool covers(std::uint64_t events, double truth) {
  const auto interval = results::clopper_pearson({events, trials}, level);
  return interval.lower <= truth && truth <= interval.upper;
}

// Enumerated: the probability that the interval of a binomial count covers the truth.
double exact_coverage(double truth) {
  const boost::math::binomial_distribution<double> counts(trials, truth);
  double coverage = 0;
  for (std::uint64_t k = 0; k <= trials; ++k)
    if (covers(k, truth)) coverage += boost::math::pdf(counts, static_cast<double>(k));
  return coverage;
}

void check_coverage(std::size_t outcome, double truth) {
  const std::uint64_t seeds = oracle::sized(2000);
  std::uint64_t covered = 0;
  for (std::uint64_t i = 0; i < seeds; ++i) {
    const Plan plan(make_model(with_probability(dodecahedron(), 0.1), {.all_terminal = true}, keys(seed_base + i)));
    covered += covers(simulate(plan, trials, 1).disconnected[outcome], truth);
  }
  const double coverage = exact_coverage(truth);
  CHECK(coverage >= level);
  oracle::check({"share of seeds whose 95 % interval covers the truth", "enumeration"}, coverage, covered, seeds, 5);
}

}  // namespace

TEST_CASE("Two-terminal intervals of the dodecahedron cover as often as enumeration says") {
  check_coverage(0, 2.8796012534e-3);
}

TEST_CASE("All-terminal intervals of the dodecahedron cover as often as enumeration says") {
  check_coverage(1, 2.2869164061e-2);
}

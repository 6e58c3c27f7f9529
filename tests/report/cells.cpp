#include "report/cells.hpp"

#include "catch.hpp"

using namespace kaitei;
using namespace kaitei::report;

namespace {

results::Fraction fraction(std::uint64_t events, std::uint64_t trials) {
  return {{events, trials}, results::estimate({events, trials}, 0.95)};
}

}  // namespace

TEST_CASE("Probabilities in words keep two digits") {
  const Speaker say(Language::english);
  CHECK(frequency(say, fraction(274, 10'000'000)) == "1 in 36,000");  // 1 / 2.74e-5 = 36,496
  CHECK(frequency(say, fraction(1, 2)) == "1 in 2");
  CHECK(frequency(say, fraction(1000, 1000)) == "1 in 1");
  CHECK(frequency(say, fraction(3, 1000)) == "1 in 330");
  CHECK(frequency(say, fraction(0, 0)) == "unknown");
}

TEST_CASE("What was never seen is called rarer than its upper bound, rounded to the safe side") {
  const Speaker say(Language::english);
  // 1 - 0.025^(1/n): 3.689e-7, so rarer than 1 in 2,710,853.
  CHECK(frequency(say, fraction(0, 10'000'000)) == "rarer than 1 in 2,700,000");
  CHECK(frequency(say, fraction(0, 1)) == "rarer than 1 in 1");
}

TEST_CASE("Cells read as the summary does and sort by their number") {
  CHECK(count(10'000'000).text == "10,000,000");
  CHECK(probability(fraction(0, 10'000'000)).text == "< 3.7e-07");
  CHECK(probability(fraction(0, 10'000'000)).number == 0.0);
  const Speaker say(Language::english);
  CHECK(interval(say, {0.1, 0.2}).text == "0.10 – 0.20");
  CHECK(interval(say, {0.1, 0.2}).number == 0.1);
  CHECK(interval(say, {-0.1, -0.088}).text == "-0.100 to -0.088");
  CHECK(interval(Speaker(Language::chinese), {-0.1, 0.1}).text == "-0.10 至 0.10");
  CHECK(mean({0.866777, 0.030587, {}}).text == "0.867 ± 0.031");
  CHECK(plain(12.5).text == "12.5");
  CHECK_FALSE(plain(std::numeric_limits<double>::quiet_NaN()).number.has_value());
}

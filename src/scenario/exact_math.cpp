#include "scenario/exact_math.hpp"

#include <cmath>
#include <numbers>

namespace kaitei::scenario {
namespace {

// Sum of x^n / n! over the terms n = first, first + step, ..., with the given sign pattern, by Horner's rule.
double series(double x_squared, double sign, int first, int last, int step) {
  double sum = 1;
  for (int n = last; n > first; n -= step) {
    double factor = 1;
    for (int i = 0; i < step; ++i) factor *= n - i;
    sum = 1 + sign * x_squared / factor * sum;
  }
  return sum;
}

constexpr double log2_high = 0x1.62e42fefa3800p-1;  // log 2 with 11 zero bits at its end: products with small whole
constexpr double log2_low = 0x1.ef35793c76730p-45;  // numbers are exact; and the rest

}  // namespace

SineCosine sine_cosine(double radians) {
  constexpr double half_pi_high = 0x1.921fb54442d00p+0, half_pi_low = 0x1.8469898cc5170p-48;
  const double quarter_turns = std::floor(radians / (std::numbers::pi / 2) + 0.5);  // floor is exact
  const double x = radians - quarter_turns * half_pi_high - quarter_turns * half_pi_low;
  const double sine = x * series(x * x, -1, 1, 19, 2), cosine = series(x * x, -1, 0, 18, 2);
  switch (static_cast<long>(quarter_turns) & 3) {
    case 0: return {sine, cosine};
    case 1: return {cosine, -sine};
    case 2: return {-sine, -cosine};
    default: return {-cosine, sine};
  }
}

double exponential(double x) {
  const double powers_of_two = std::floor(x / std::numbers::ln2 + 0.5);
  const double rest = x - powers_of_two * log2_high - powers_of_two * log2_low;
  return std::ldexp(series(rest, 1, 0, 18, 1), static_cast<int>(powers_of_two));  // ldexp is exact
}

double logarithm(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);  // exact
  if (mantissa < std::numbers::sqrt2 / 2) {
    mantissa *= 2;
    --exponent;
  }
  const double s = (mantissa - 1) / (mantissa + 1), square = s * s;  // log m = 2 artanh s, |s| < 0.172
  double sum = 0;
  for (int n = 25; n >= 1; n -= 2) sum = 1.0 / n + square * sum;
  return exponent * log2_high + (2 * s * sum + exponent * log2_low);
}

double arctangent(double y, double x) {
  const double across = std::abs(x), up = std::abs(y);
  if (across == 0 && up == 0) return 0;
  double t = up <= across ? up / across : across / up;  // at most 1
  for (int halving = 0; halving < 2; ++halving) t /= 1 + std::sqrt(1 + t * t);
  double sum = 0;  // arctan t for t below 0.199
  for (int n = 23; n >= 1; n -= 2) sum = 1.0 / n - t * t * sum;
  double angle = 4 * t * sum;
  if (up > across) angle = std::numbers::pi / 2 - angle;
  if (x < 0) angle = std::numbers::pi - angle;
  return y < 0 ? -angle : angle;
}

}  // namespace kaitei::scenario

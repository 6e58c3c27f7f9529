// Oracles: numbers that a correct simulator must find. Each is held to by a CHECK; where $KAITEI_ORACLES names a file, what
// was expected and found is added to it, and tests/validation/make_page.py makes docs/validation.md of that.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"

namespace kaitei::oracle {

// What a number is of, and whose it is: "Kesten 1980", "enumeration".
struct Oracle {
  std::string what, source;
};

struct Sampled {
  double expected, got, standard_error;
  double allowed;   // standard errors
  double bias = 0;  // what a finite size may add
};

// `full`, or less where $KAITEI_ORACLE_SHARE is below 1: a look at whether the tests work, not at the numbers.
inline std::uint64_t sized(std::uint64_t full) {
  const char* share = std::getenv("KAITEI_ORACLE_SHARE");
  if (share == nullptr) return full;
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(static_cast<double>(full) * std::atof(share)),
                                   std::min<std::uint64_t>(full, 64), full);
}

// A line of fields between tabs: test, what, source, expected, got, standard error, allowed, bias, whether it holds.
inline void write(const Oracle& oracle, const std::string& expected, const std::string& got, const std::string& errors, bool holds) {
  const char* path = std::getenv("KAITEI_ORACLES");
  if (path == nullptr) return;
  std::ofstream(path, std::ios::app) << Catch::getResultCapture().getCurrentTestName() << '\t' << oracle.what << '\t'
                                     << oracle.source << '\t' << expected << '\t' << got << '\t' << errors << '\t'
                                     << (holds ? "yes" : "no") << '\n';
}

inline std::string digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", value);
  return text;
}

inline void check(const Oracle& oracle, const Sampled& s) {
  const bool holds = std::abs(s.got - s.expected) <= s.allowed * s.standard_error + s.bias;
  write(oracle, digits(s.expected), digits(s.got), digits(s.standard_error) + '\t' + digits(s.allowed) + '\t' + digits(s.bias), holds);
  CAPTURE(oracle.what, s.expected, s.got, s.standard_error, s.bias);
  CHECK(holds);
}

// `events` of `trials` against the probability of one.
inline void check(const Oracle& oracle, double probability, std::uint64_t events, std::uint64_t trials, double allowed) {
  const double n = static_cast<double>(trials);
  check(oracle, {probability, static_cast<double>(events) / n, std::sqrt(probability * (1 - probability) / n), allowed});
}

// No error is allowed.
template <class Value>
void check_exact(const Oracle& oracle, const std::vector<Value>& expected, const std::vector<Value>& got) {
  const auto text = [](const std::vector<Value>& values) {
    std::ostringstream list;
    for (std::size_t i = 0; i < values.size(); ++i) list << (i == 0 ? "" : ", ") << values[i];
    return list.str();
  };
  write(oracle, text(expected), text(got), "0\t0\t0", expected == got);
  CAPTURE(oracle.what);
  CHECK(got == expected);
}

}  // namespace kaitei::oracle

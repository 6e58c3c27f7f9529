// What the benchmark prints: a table for people, Google Benchmark's JSON for machines.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace kaitei::bench {

struct Measurement {
  std::string name;
  std::uint64_t trials = 0;             // per repetition
  std::uint64_t edges = 0;
  unsigned threads = 1;
  std::vector<double> seconds;          // wall time of each repetition
  std::string baseline;                 // name of the measurement it is held against; empty: a baseline itself
  double disconnected = 0;              // estimate, so that a wrong answer is seen
};

double median(std::vector<double>);
double edge_trials_per_second(const Measurement&);  // from the median repetition

void print_table(std::ostream&, const std::vector<Measurement>&);
void print_json(std::ostream&, const std::vector<Measurement>&);

}  // namespace kaitei::bench

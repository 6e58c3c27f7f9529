// A row of the benchmark: one thing that is timed, and the row it is held against. Rows of one section take turns.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "kernels/graph_model.hpp"

namespace kaitei::bench {

// Whose time counts. cpu: of this process, for what runs on one thread, so that another program's share of the core
// does not; wall: for what runs on several threads or on a device. A ratio of a wall row uses wall time on both sides.
enum class Clock { cpu, wall };

struct Row {
  std::string section, name;            // "section/name" is the row's name everywhere
  std::string unit = "edge-trials";     // what is counted per second
  double items_per_iteration = 1;
  double whole = 0;                     // items that answer the question for good; 0: there is no such number
  std::uint64_t granularity = 1;        // iterations come in multiples of this
  unsigned threads = 1;
  Clock clock = Clock::cpu;
  std::string baseline;                 // a row of the same section; empty: a baseline itself
  // Does the work that is timed and returns its answer. Repetitions are to use different random numbers.
  std::function<double(std::uint64_t iterations, std::uint64_t repetition)> run;
  std::string answer;                   // what `run` returns
  // The self-test asks this row and its partner the same: the answers may differ by `tolerance` and no more.
  std::string partner;                  // a row of the same section; empty: none
  double tolerance = 0;
};

enum class LargeGraphs { full, small };  // small: for the self-test

struct Options {
  RandomGraph graph;
  unsigned threads = 1;                 // of the rows on several threads; 1: none
  LargeGraphs large_graphs = LargeGraphs::full;
};

std::vector<Row> percolation_rows(const Options&);
std::vector<Row> large_graph_rows(const Options&);
std::vector<Row> set_rows(const Options&);
std::vector<Row> distinct_rows(const Options&);

// The large graphs as files of pairs of 32-bit node numbers, for graph_libraries.py. Throws std::runtime_error.
void write_large_graphs(const std::filesystem::path& folder);

struct Measurement {
  Row row;
  std::uint64_t iterations = 0;         // per repetition
  std::vector<double> wall, cpu;        // seconds of each repetition
  double answer = 0;                    // mean of the repetitions
};

// Runs the rows section by section: each row so long that a repetition takes about `seconds`, then the repetitions,
// in each of which all rows of the section take their turn.
std::vector<Measurement> measure(const std::vector<Row>&, int repetitions, double seconds);

// Runs every row once at its smallest size and compares it with its partner; returns what disagrees, one line each.
std::vector<std::string> disagreements(const std::vector<Row>&);

}  // namespace kaitei::bench

// kaitei-bench: how fast, against a baseline timed in the same run. Rows come from the *_rows.cpp files.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "report.hpp"
#include "row.hpp"

namespace {

using namespace kaitei;
using namespace kaitei::bench;

constexpr const char* usage =
    "usage: kaitei-bench [options]\n"
    "  --json              Google Benchmark's JSON instead of a table\n"
    "  --filter TEXT       only sections whose name contains the text\n"
    "  --repetitions N     of every row (7)\n"
    "  --seconds S         that a repetition is to take (0.4)\n"
    "  --threads N         of the rows on several threads (2, or 1 on a single core)\n"
    "  --graph FILE        instead of graph_400_700.txt\n"
    "  --large-graphs DIR  write the large graphs there, for graph_libraries.py, and measure nothing\n"
    "  --self-test         run every row once, as small as can be, and compare the answers instead of the times\n";

struct CommandLine {
  bool json = false, self_test = false;
  std::string graph = KAITEI_BENCH_GRAPH, filter, large_graphs;
  int repetitions = 7;
  double seconds = 0.4;
  unsigned threads = std::min(2u, std::max(1u, std::thread::hardware_concurrency()));
};

bool parse(int argc, char** argv, CommandLine& line) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--json") {
      line.json = true;
      continue;
    }
    if (option == "--self-test") {
      line.self_test = true;
      continue;
    }
    if (i + 1 == argc) return false;
    const char* value = argv[++i];
    if (option == "--graph") line.graph = value;
    else if (option == "--filter") line.filter = value;
    else if (option == "--large-graphs") line.large_graphs = value;
    else if (option == "--repetitions") line.repetitions = std::atoi(value);
    else if (option == "--seconds") line.seconds = std::atof(value);
    else if (option == "--threads") line.threads = static_cast<unsigned>(std::atoi(value));
    else return false;
  }
  return line.repetitions >= 1 && line.seconds > 0 && line.threads >= 1 && line.threads <= 4096;
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine line;
  if (!parse(argc, argv, line)) {
    std::cerr << usage;
    return 2;
  }
  if (!line.large_graphs.empty()) {
    try {
      write_large_graphs(line.large_graphs);
      return 0;
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
      return 3;
    }
  }
  std::ifstream file(line.graph);
  if (!file) {
    std::cerr << "cannot open " << line.graph << " (the benchmark needs a graph); give one with --graph\n";
    return 3;
  }
  Options options{.graph = {}, .threads = line.threads,
                  .large_graphs = line.self_test ? LargeGraphs::small : LargeGraphs::full};
  try {
    options.graph = read_graph(file);
  } catch (const std::exception& error) {
    std::cerr << line.graph << ": " << error.what() << "\n";
    return 3;
  }

  std::vector<Row> rows;
  for (const auto make_rows : {percolation_rows, distinct_rows, large_graph_rows, set_rows})
    for (Row& row : make_rows(options))
      if (row.section.find(line.filter) != std::string::npos) rows.push_back(std::move(row));
  if (rows.empty()) {
    std::cerr << "no section's name contains \"" << line.filter << "\" (there is nothing to measure); see --filter\n";
    return 2;
  }

  if (line.self_test) {
    const std::vector<std::string> found = disagreements(rows);
    for (const std::string& text : found) std::cerr << text << "\n";
    if (found.empty()) std::cout << "the answers of " << rows.size() << " rows agree\n";
    return found.empty() ? 0 : 1;
  }
  const std::vector<Measurement> measurements = measure(rows, line.repetitions, line.seconds);
  (line.json ? print_json : print_table)(std::cout, context_of_this_machine(), measurements);
}

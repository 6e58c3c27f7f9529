// kaitei-bench: edge-trials per second of the engine and of the honest twin, in the same run.
// An edge-trial is one edge of the input graph in one trial, whatever contraction spares. No state is reused.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "honest_twin.hpp"
#include "kernels/cpu_backend.hpp"
#include "kernels/graph_model.hpp"
#include "report.hpp"

namespace {

using namespace kaitei;
using namespace kaitei::bench;

struct Job {
  Measurement measurement;
  std::function<double(std::uint64_t trials, std::uint64_t repetition)> run;  // returns the share disconnected
};

double share(std::uint64_t count, std::uint64_t trials) {
  return static_cast<double>(count) / static_cast<double>(trials);
}

// Trials are dealt to the threads in equal contiguous parts.
double simulate(const Plan& plan, LaneWidth width, unsigned threads, std::uint64_t trials, std::uint64_t repetition) {
  std::vector<CpuSimulator> simulators;
  for (unsigned i = 0; i < threads; ++i) simulators.emplace_back(plan, width);
  const std::uint64_t part = trials / threads;
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < threads; ++i)
      workers.emplace_back([&, i] { simulators[i].simulate({repetition * trials + i * part, part}); });
  }
  std::uint64_t disconnected = 0;
  for (const CpuSimulator& simulator : simulators) disconnected += simulator.tallies().disconnected[0];
  return share(disconnected, part * threads);
}

// Enough trials, in whole blocks for each thread, for a repetition to last about `seconds`.
std::uint64_t calibrate(const Job& job, double seconds) {
  for (std::uint64_t trials = 4096;; trials *= 4) {
    const auto start = std::chrono::steady_clock::now();
    job.run(trials, 0);
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (took > seconds / 8)
      return (static_cast<std::uint64_t>(static_cast<double>(trials) * seconds / took) / 4096 + 1) * 4096;
  }
}

std::vector<Job> make_jobs(const RandomGraph& graph, unsigned max_threads) {
  std::vector<Job> jobs;
  const auto add = [&](std::string name, unsigned threads, std::string baseline, auto run) {
    jobs.push_back({{std::move(name), 0, graph.edges.size(), threads, {}, std::move(baseline), 0}, run});
  };
  add("twin/two-terminal", 1, "", [&graph](std::uint64_t n, std::uint64_t r) {
    return share(two_terminal(graph, n, r).disconnected, n);
  });
  add("twin/two-terminal+components", 1, "", [&graph](std::uint64_t n, std::uint64_t r) {
    return share(two_terminal_and_components(graph, n, r).disconnected, n);
  });
  for (const bool components : {false, true}) {
    const std::string question = components ? "two-terminal+components" : "two-terminal";
    for (const Contraction contraction : {Contraction::on, Contraction::off}) {
      const auto plan = std::make_shared<const Plan>(
          make_model(graph, {.components = components, .contraction = contraction}, {0x6b61697465690001, 2}));
      const std::string suffix = contraction == Contraction::on ? "" : "/no-contraction";
      for (const LaneWidth width :
           {LaneWidth::lanes_32, LaneWidth::lanes_128, LaneWidth::lanes_256, LaneWidth::lanes_512}) {
        if (width > widest_native() || (contraction == Contraction::off && width != widest_native())) continue;
        const std::string name =
            "engine/" + question + "/" + std::to_string(static_cast<unsigned>(width)) + " lanes" + suffix;
        add(name, 1, "twin/" + question, [plan, width](std::uint64_t n, std::uint64_t r) {
          return simulate(*plan, width, 1, n, r);
        });
        if (width == widest_native() && contraction == Contraction::on && max_threads > 1)
          add(name + "/" + std::to_string(max_threads) + " threads", max_threads, name,
              [plan, width, max_threads](std::uint64_t n, std::uint64_t r) {
                return simulate(*plan, width, max_threads, n, r);
              });
      }
    }
  }
  return jobs;
}

int usage() {
  std::cerr << "usage: kaitei-bench [--json] [--graph FILE] [--repetitions N] [--seconds S] [--threads N]\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  bool json = false;
  std::string path = KAITEI_BENCH_GRAPH;
  int repetitions = 7;
  double seconds = 0.4;
  unsigned threads = std::min(2u, std::thread::hardware_concurrency());
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--json") {
      json = true;
      continue;
    }
    if (i + 1 == argc) return usage();
    const char* value = argv[++i];
    if (option == "--graph") path = value;
    else if (option == "--repetitions") repetitions = std::atoi(value);
    else if (option == "--seconds") seconds = std::atof(value);
    else if (option == "--threads") threads = static_cast<unsigned>(std::atoi(value));
    else return usage();
  }
  if (repetitions < 1 || !(seconds > 0) || threads < 1) return usage();

  std::ifstream file(path);
  if (!file) {
    std::cerr << "cannot open " << path << " (the benchmark needs a graph); give one with --graph\n";
    return 3;
  }
  RandomGraph graph;
  try {
    graph = read_graph(file);
  } catch (const std::exception& error) {
    std::cerr << path << ": " << error.what() << "\n";
    return 3;
  }
  std::vector<Job> jobs = make_jobs(graph, threads);
  for (Job& job : jobs) job.measurement.trials = calibrate(job, seconds);
  for (int repetition = 0; repetition < repetitions; ++repetition)
    for (Job& job : jobs) {
      Measurement& m = job.measurement;
      const auto start = std::chrono::steady_clock::now();
      const double disconnected = job.run(m.trials, static_cast<std::uint64_t>(repetition) + 1);
      m.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
      m.disconnected += disconnected / repetitions;
    }
  std::vector<Measurement> measurements;
  for (const Job& job : jobs) measurements.push_back(job.measurement);
  if (json) print_json(std::cout, measurements);
  else print_table(std::cout, measurements);
}

// The engine on a small graph against the honest twin: every lane width, and several threads.
// An edge-trial is one edge of the input graph in one trial, whatever contraction spares. No state is reused. The rows
// named "only what matters" do not draw the edges that cannot change the answer, and still count all edges of a trial;
// in the others every edge is drawn in every trial.
#include <memory>
#include <string>
#include <thread>

#include "honest_twin.hpp"
#include "kernels/cpu_backend.hpp"
#include "row.hpp"

namespace kaitei::bench {
namespace {

constexpr std::uint64_t smallest_trials = 8192;

// Trials are dealt to the threads in equal contiguous parts.
Tallies simulate(const Plan& plan, LaneWidth width, unsigned threads, std::uint64_t trials, std::uint64_t repetition) {
  std::vector<CpuSimulator> simulators;
  for (unsigned i = 0; i < threads; ++i) simulators.emplace_back(plan, width);
  const auto begin = [&](unsigned i) { return repetition * trials + trials * i / threads; };
  if (threads == 1) {
    simulators[0].simulate({begin(0), trials});
    return simulators[0].tallies();
  }
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < threads; ++i)
      workers.emplace_back([&, i] { simulators[i].simulate({begin(i), begin(i + 1) - begin(i)}); });
  }
  Tallies sum = simulators[0].tallies();
  for (unsigned i = 1; i < threads; ++i) sum += simulators[i].tallies();
  return sum;
}

double per_trial(std::uint64_t sum, std::uint64_t trials) {
  return static_cast<double>(sum) / static_cast<double>(trials);
}

enum class Drawn { every_edge, what_matters };

struct Question {
  std::string section, answer;
  bool components;
  double tolerance;  // between the engine's and the twin's answer at smallest_trials: more than six standard errors
  std::function<double(const Tallies&)> read;
};

void add_section(std::vector<Row>& rows, const Options& options, const Question& question) {
  Row row;
  row.section = question.section;
  row.answer = question.answer;
  row.items_per_iteration = static_cast<double>(options.graph.edges.size());
  row.granularity = smallest_trials;
  row.name = "twin";
  row.run = [graph = options.graph, components = question.components](std::uint64_t n, std::uint64_t r) {
    return components ? per_trial(two_terminal_and_components(graph, n, r).components, n)
                      : per_trial(two_terminal(graph, n, r).disconnected, n);
  };
  rows.push_back(row);

  const auto add = [&](const std::string& name, LaneWidth width, Contraction contraction, Drawn drawn,
                       unsigned threads, const std::string& baseline) {
    const auto plan = std::make_shared<const Plan>(
        make_model(options.graph, {.components = question.components,
                    .element_failed = drawn == Drawn::every_edge,
                    .contraction = contraction},
                   {0x6b61697465690001, 2}));
    row.tolerance = row.name == "twin" ? question.tolerance : 0;
    row.partner = row.name;
    row.name = name;
    row.baseline = baseline;
    row.threads = threads;
    row.clock = threads == 1 ? Clock::cpu : Clock::wall;
    row.run = [plan, width, threads, read = question.read](std::uint64_t n, std::uint64_t r) {
      return read(simulate(*plan, width, threads, n, r));
    };
    rows.push_back(row);
  };
  const auto add_widths = [&](Drawn drawn) {
    for (const LaneWidth width :
         {LaneWidth::lanes_32, LaneWidth::lanes_128, LaneWidth::lanes_256, LaneWidth::lanes_512}) {
      if (width > widest_native()) continue;
      const std::string set = instruction_set_name(width);
      add(std::to_string(static_cast<unsigned>(width)) + " lanes" + (set == "baseline" ? "" : ", " + set) +
              (drawn == Drawn::what_matters ? ", only what matters" : ""),
          width, Contraction::on, drawn, 1, "twin");
    }
    const std::string widest = row.name;
    if (options.threads > 1)
      add(widest + ", " + std::to_string(options.threads) + " threads", widest_native(), Contraction::on, drawn,
          options.threads, widest);
  };
  add_widths(Drawn::every_edge);
  add("without contraction", widest_native(), Contraction::off, Drawn::every_edge, 1, "twin");
  if (!question.components) add_widths(Drawn::what_matters);
}

}  // namespace

std::vector<Row> percolation_rows(const Options& options) {
  std::vector<Row> rows;
  add_section(rows, options,
              {"two-terminal", "P(no path)", false, 0.02,
               [](const Tallies& t) { return per_trial(t.disconnected[0], t.trials); }});
  add_section(rows, options,
              {"two-terminal, component count and largest", "mean components", true, 0.4, [](const Tallies& t) {
                 std::uint64_t sum = 0;
                 for (std::size_t c = 0; c < t.component_count.size(); ++c) sum += c * t.component_count[c];
                 return per_trial(sum, t.trials);
               }});
  return rows;
}

}  // namespace kaitei::bench

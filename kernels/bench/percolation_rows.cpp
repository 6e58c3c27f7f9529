// The engine on a small graph against the honest twin: every lane width, several threads, and
// CUDA devices where there are any.
// An edge-trial is one edge of the input graph in one trial, whatever contraction spares. No state is reused. The rows
// named "only what matters" do not draw the edges that cannot change the answer, and still count all edges of a trial;
// in the others every edge is drawn in every trial. What is counted is what the section is named after, as the twin
// does; the two-terminal rows also count each edge's failures, or else not every edge would be drawn.
#include <memory>
#include <string>
#include <thread>

#include "honest_twin.hpp"
#include "kernels/cpu_backend.hpp"
#include "kernels/cuda/cuda_backend.hpp"
#include "row.hpp"

namespace kaitei::bench {
namespace {

constexpr std::uint64_t smallest_trials = 8192;

// Trials are dealt to the workers in equal contiguous parts.
Tallies simulate(const Backend& backend, const Plan& plan, std::uint64_t trials, std::uint64_t repetition) {
  const unsigned workers = backend.workers();
  std::vector<std::unique_ptr<Simulator>> simulators;
  for (unsigned i = 0; i < workers; ++i) simulators.push_back(backend.make_simulator(plan, i));
  const auto work = [&](unsigned i) {
    const std::uint64_t begin = repetition * trials + trials * i / workers;
    simulators[i]->simulate({begin, repetition * trials + trials * (i + 1) / workers - begin});
  };
  if (workers == 1) {  // in this thread, whose clock may be the one that counts
    work(0);
    return simulators[0]->tallies();
  }
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < workers; ++i) threads.emplace_back(work, i);
  }
  Tallies sum = simulators[0]->tallies();
  for (unsigned i = 1; i < workers; ++i) sum += simulators[i]->tallies();
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

  const auto add = [&](const std::string& name, std::shared_ptr<const Backend> backend, Contraction contraction,
                       Drawn drawn, const std::string& baseline) {
    const auto plan = std::make_shared<const Plan>(
        make_model(options.graph, {.components = question.components,
                    .element_failed = drawn == Drawn::every_edge && !question.components,
                    .contraction = contraction},
                   {0x6b61697465690001, 2}));
    row.tolerance = row.name == "twin" ? question.tolerance : 0;
    row.partner = row.name;
    row.name = name;
    row.baseline = baseline;
    row.threads = backend->workers();
    row.clock = backend->workers() == 1 && backend->name() == "cpu" ? Clock::cpu : Clock::wall;
    row.run = [plan, backend, read = question.read](std::uint64_t n, std::uint64_t r) {
      return read(simulate(*backend, *plan, n, r));
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
          std::make_shared<CpuBackend>(1, width), Contraction::on, drawn, "twin");
    }
    const std::string widest = row.name;
    if (options.threads > 1)
      add(widest + ", " + std::to_string(options.threads) + " threads", std::make_shared<CpuBackend>(options.threads),
          Contraction::on, drawn, widest);
    return widest;
  };
  const std::string widest = add_widths(Drawn::every_edge);
  add("without contraction", std::make_shared<CpuBackend>(1), Contraction::off, Drawn::every_edge, "twin");
  const std::vector<CudaDevice> devices = probe_cuda().devices;
  if (!devices.empty())
    add("cuda, " + devices[0].name, make_cuda_backend({.devices = {devices[0].number}}), Contraction::on,
        Drawn::every_edge, widest);
  if (devices.size() > 1)
    add("cuda, " + std::to_string(devices.size()) + " devices", make_cuda_backend(), Contraction::on,
        Drawn::every_edge, widest);
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

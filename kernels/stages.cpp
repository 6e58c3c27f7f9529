#include "kernels/stages.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>
#include <random>

#include "kernels/sampler.hpp"
#include "kernels/trials.hpp"

namespace kaitei {
namespace {

constexpr std::size_t ordering_trials = 1500, measuring_trials = 500, grid = 32, fewest_edges = 64;
constexpr double worthwhile = 0.8;  // of the draws
constexpr std::uint32_t no_edge = std::numeric_limits<std::uint32_t>::max();

struct TaskEdge {
  std::uint32_t task = 0, edge = 0;
};

bool only_connectivity(const Model& model) {
  std::size_t edges = 0;
  for (const ReachTask& task : model.tasks) {
    if (task.early_exit.empty()) return false;
    edges += task.edges.size();
  }
  return edges >= fewest_edges && !model.importance && !model.elements_failed && !model.element_failed &&
         !model.connectivity.empty() && model.joining.empty() && model.components.empty() && model.set_reach.empty() &&
         model.set_size == 0 && model.lists.empty() && model.worst == 0;
}

// Failed literals of one pilot trial.
std::vector<char> pilot(const Model& model, std::mt19937_64& random) {
  std::vector<char> failed;
  for (const ElementSampler& sampler : model.elements)
    failed.push_back(sampler.kind == SamplerKind::always ||
                     (sampler.kind != SamplerKind::never && random() < sampler.threshold));
  for (const Gate& gate : model.gates) {
    const auto down = [&](Literal input) { return failed[input] != 0; };
    failed.push_back(gate.kind == GateKind::all_up ? std::any_of(gate.inputs.begin(), gate.inputs.end(), down)
                                                   : std::all_of(gate.inputs.begin(), gate.inputs.end(), down));
  }
  return failed;
}

// Edges in the order of their first use by pilot trials, and behind them those never used.
class Ordering {
 public:
  explicit Ordering(const Model& model) : model_(model) {
    for (const ReachTask& task : model.tasks) {
      placed_.emplace_back(task.edges.size());
      auto& incident = incident_.emplace_back(task.node_count);
      for (std::uint32_t e = 0; e < task.edges.size(); ++e) {
        incident[task.edges[e].from].push_back(e);
        incident[task.edges[e].to].push_back(e);
      }
    }
  }

  // Adds the new edges on paths of the fewest new edges from the sources to each target.
  void serve(const std::vector<char>& failed) {
    for (std::uint32_t t = 0; t < model_.tasks.size(); ++t) {
      const ReachTask& task = model_.tasks[t];
      std::vector<std::uint32_t> distance(task.node_count, no_edge), arrival(task.node_count, no_edge);
      std::deque<std::uint32_t> queue;
      for (const auto& source : task.sources) {
        if (failed[source.failed]) continue;
        distance[source.node] = 0;
        queue.push_back(source.node);
      }
      while (!queue.empty()) {
        const std::uint32_t node = queue.front();
        queue.pop_front();
        for (const std::uint32_t e : incident_[t][node]) {
          const Edge& edge = task.edges[e];
          const std::uint32_t next = edge.from == node ? edge.to : edge.from, cost = placed_[t][e] ? 0 : 1;
          if (failed[edge.failed] || distance[next] <= distance[node] + cost) continue;
          distance[next] = distance[node] + cost;
          arrival[next] = e;
          cost == 0 ? queue.push_front(next) : queue.push_back(next);
        }
      }
      for (std::uint32_t node : task.early_exit)
        while (node < task.node_count && arrival[node] != no_edge) {
          place({t, arrival[node]});
          const Edge& edge = task.edges[arrival[node]];
          node = edge.from == node ? edge.to : edge.from;
        }
    }
  }

  std::vector<TaskEdge> finish() {
    for (std::uint32_t t = 0; t < placed_.size(); ++t)
      for (std::uint32_t e = 0; e < placed_[t].size(); ++e) place({t, e});
    return std::move(order_);
  }

 private:
  void place(TaskEdge at) {
    if (placed_[at.task][at.edge]) return;
    placed_[at.task][at.edge] = true;
    order_.push_back(at);
  }

  const Model& model_;
  std::vector<std::vector<bool>> placed_;
  std::vector<std::vector<std::vector<std::uint32_t>>> incident_;
  std::vector<TaskEdge> order_;
};

// Whether every outcome is connected over the first `prefix` edges of the order.
bool settled(const Model& model, const std::vector<TaskEdge>& order, std::size_t prefix,
             const std::vector<char>& failed) {
  std::vector<std::vector<std::uint32_t>> parent;  // [task][node], and one node more that stands for the sources
  for (const ReachTask& task : model.tasks) {
    auto& nodes = parent.emplace_back(task.node_count + 2);
    std::iota(nodes.begin(), nodes.end(), 0u);
  }
  const auto find = [&](std::uint32_t task, std::uint32_t node) {
    auto& p = parent[task];
    while (p[node] != node) node = p[node] = p[p[node]];
    return node;
  };
  for (std::uint32_t t = 0; t < model.tasks.size(); ++t)
    for (const auto& source : model.tasks[t].sources)
      if (!failed[source.failed]) parent[t][find(t, source.node)] = find(t, model.tasks[t].node_count + 1);
  for (std::size_t i = 0; i < prefix; ++i) {
    const Edge& edge = model.tasks[order[i].task].edges[order[i].edge];
    if (!failed[edge.failed]) parent[order[i].task][find(order[i].task, edge.from)] = find(order[i].task, edge.to);
  }
  return std::all_of(model.connectivity.begin(), model.connectivity.end(), [&](const ConnectivityOutcome& outcome) {
    const auto reached = [&](std::uint32_t node) {
      return find(outcome.task, node) == find(outcome.task, model.tasks[outcome.task].node_count + 1);
    };
    return outcome.quantifier == Quantifier::any
               ? std::any_of(outcome.targets.begin(), outcome.targets.end(), reached)
               : std::all_of(outcome.targets.begin(), outcome.targets.end(), reached);
  });
}

std::size_t grid_prefix(std::size_t edges, std::size_t step) { return edges * step / grid; }

// Two prefixes of the order after which to look which words are settled, or none.
std::vector<std::size_t> choose_prefixes(const Model& model, const std::vector<TaskEdge>& order,
                                         std::mt19937_64& random) {
  std::array<double, grid + 1> open{};  // pilot trials that are open after each prefix
  for (std::size_t i = 0; i < measuring_trials; ++i) {
    const std::vector<char> failed = pilot(model, random);
    std::size_t low = 0, high = grid;  // the smallest step that settles the trial, or the last
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (settled(model, order, grid_prefix(order.size(), middle), failed)) high = middle;
      else low = middle + 1;
    }
    for (std::size_t step = 0; step < low; ++step) ++open[step];
    if (low == grid && !settled(model, order, order.size(), failed)) ++open[grid];
  }
  const auto open_words = [&](std::size_t step) {  // half a trial more: none seen open does not mean none is
    return 1 - std::pow(1 - (open[step] + 0.5) / (measuring_trials + 1), trials_per_word);
  };
  double least = worthwhile * grid;
  std::vector<std::size_t> best;
  for (std::size_t a = 1; a < grid; ++a)
    for (std::size_t b = a + 1; b < grid; ++b) {
      const double cost = static_cast<double>(a) + open_words(a) * static_cast<double>(b - a) +
                          open_words(b) * static_cast<double>(grid - b);
      if (cost >= least) continue;
      least = cost;
      best = {grid_prefix(order.size(), a), grid_prefix(order.size(), b)};
    }
  return best;
}

}  // namespace

std::vector<Stage> make_stages(const Model& model) {
  if (!only_connectivity(model)) return {};
  std::mt19937_64 random(1);
  Ordering ordering(model);
  for (std::size_t i = 0; i < ordering_trials; ++i) ordering.serve(pilot(model, random));
  const std::vector<TaskEdge> order = ordering.finish();
  std::vector<std::size_t> prefixes = choose_prefixes(model, order, random);
  if (prefixes.empty()) return {};
  prefixes.push_back(order.size());

  std::vector<Stage> stages;
  std::vector<bool> known(model.literal_count());
  std::vector<std::vector<bool>> used;
  for (const ReachTask& task : model.tasks) used.emplace_back(task.edges.size());
  std::size_t at = 0;
  for (const std::size_t prefix : prefixes) {
    Stage& stage = stages.emplace_back();
    std::vector<bool> needed(model.literal_count());
    if (at == 0)
      for (const ReachTask& task : model.tasks)
        for (const auto& source : task.sources) needed[source.failed] = true;
    for (; at < prefix; ++at) {
      needed[model.tasks[order[at].task].edges[order[at].edge].failed] = true;
      used[order[at].task][order[at].edge] = true;
    }
    for (std::size_t g = model.gates.size(); g-- > 0;) {
      const std::size_t literal = model.elements.size() + g;
      if (!needed[literal] || known[literal]) continue;
      for (const Literal input : model.gates[g].inputs) needed[input] = true;
    }
    for (Literal literal = 0; literal < model.literal_count(); ++literal) {
      if (!needed[literal] || known[literal]) continue;
      known[literal] = true;
      if (literal < model.elements.size()) stage.elements.push_back(literal);
      else stage.gates.push_back(literal - static_cast<Literal>(model.elements.size()));
    }
    for (Literal literal = 0; literal < model.literal_count(); ++literal)
      if (known[literal]) stage.known.push_back(literal);
    for (std::size_t t = 0; t < model.tasks.size(); ++t) {
      auto& edges = stage.edges.emplace_back();
      for (std::size_t e = 0; e < model.tasks[t].edges.size(); ++e)
        if (used[t][e]) edges.push_back(model.tasks[t].edges[e]);
    }
  }
  return stages;
}

}  // namespace kaitei

#include "kernels/reach_task.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

namespace kaitei {
namespace {

// A multigraph whose edges are joined and dropped until every node left is asked for or has three neighbours.
class Contractor {
 public:
  Contractor(Model& model, const ReachRequest& request)
      : model_(model), kept_(request.node_count), incident_(request.node_count) {
    for (const auto& source : request.sources) kept_[source.node] = true;
    for (const std::uint32_t target : request.targets) kept_[target] = true;
    for (const Edge& edge : request.edges) insert(edge);
    for (std::uint32_t node = 0; node < request.node_count; ++node) pending_.push_back(node);
    while (!pending_.empty()) {
      const std::uint32_t node = pending_.front();
      pending_.pop_front();
      if (!kept_[node]) reduce(node);
    }
  }

  std::vector<Edge> edges() const {
    std::vector<Edge> left;
    for (std::uint32_t node = 0; node < incident_.size(); ++node)
      for (const auto& [neighbour, failed] : incident_[node])
        if (node < neighbour) left.push_back({node, neighbour, failed});
    return left;
  }

 private:
  void insert(Edge edge) {
    if (edge.from == edge.to) return;
    const auto found = incident_[edge.from].find(edge.to);
    if (found != incident_[edge.from].end() && found->second != edge.failed)  // parallel: down only if both are
      edge.failed = add_gate(model_, GateKind::any_up, {found->second, edge.failed});
    incident_[edge.from][edge.to] = incident_[edge.to][edge.from] = edge.failed;
  }

  void erase(std::uint32_t a, std::uint32_t b) {
    incident_[a].erase(b);
    incident_[b].erase(a);
    pending_.push_back(b);
  }

  void reduce(std::uint32_t node) {
    auto& edges = incident_[node];
    if (edges.size() == 1) {
      erase(node, edges.begin()->first);
    } else if (edges.size() == 2) {
      const auto [a, first] = *edges.begin();
      const auto [b, second] = *std::next(edges.begin());
      erase(node, a);
      erase(node, b);
      insert({a, b, first == second ? first : add_gate(model_, GateKind::all_up, {first, second})});
    }
  }

  Model& model_;
  std::vector<bool> kept_;
  std::vector<std::map<std::uint32_t, Literal>> incident_;  // [node]: neighbour -> literal of the one edge there
  std::deque<std::uint32_t> pending_;
};

}  // namespace

std::vector<bool> intact_reach(std::uint32_t node_count, const std::vector<Edge>& edges,
                               const std::vector<std::uint32_t>& sources) {
  std::vector<std::vector<std::uint32_t>> neighbours(node_count);
  for (const Edge& edge : edges) {
    neighbours[edge.from].push_back(edge.to);
    neighbours[edge.to].push_back(edge.from);
  }
  std::vector<bool> seen(node_count);
  std::vector<std::uint32_t> stack;
  const auto visit = [&](std::uint32_t node) {
    if (seen[node]) return;
    seen[node] = true;
    stack.push_back(node);
  };
  for (const std::uint32_t source : sources) visit(source);
  while (!stack.empty()) {
    const std::uint32_t node = stack.back();
    stack.pop_back();
    for (const std::uint32_t next : neighbours[node]) visit(next);
  }
  return seen;
}

Literal add_gate(Model& model, GateKind kind, std::vector<Literal> inputs) {
  model.gates.push_back({kind, std::move(inputs)});
  return model.literal_count() - 1;
}

std::vector<Edge> breadth_first(std::uint32_t node_count, const std::vector<Edge>& edges,
                                const std::vector<std::uint32_t>& sources) {
  std::vector<std::vector<std::uint32_t>> incident(node_count);
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    incident[edges[i].from].push_back(i);
    if (edges[i].from != edges[i].to) incident[edges[i].to].push_back(i);
  }
  std::vector<bool> queued(node_count), placed(edges.size());
  std::vector<std::uint32_t> queue;
  std::vector<Edge> order;
  const auto enqueue = [&](std::uint32_t node) {
    if (queued[node]) return;
    queued[node] = true;
    queue.push_back(node);
  };
  for (const std::uint32_t source : sources) enqueue(source);
  for (std::size_t at = 0; at < queue.size(); ++at)
    for (const std::uint32_t i : incident[queue[at]]) {
      if (placed[i]) continue;
      placed[i] = true;
      order.push_back(edges[i]);
      enqueue(edges[i].from);
      enqueue(edges[i].to);
    }
  for (std::uint32_t i = 0; i < edges.size(); ++i)
    if (!placed[i]) order.push_back(edges[i]);
  return order;
}

ReachNumbering add_reach_task(Model& model, const ReachRequest& request, Contraction contraction) {
  std::vector<std::uint32_t> starts;
  for (const auto& source : request.sources) starts.push_back(source.node);
  std::vector<Edge> edges = request.edges;
  if (contraction == Contraction::on && !request.targets.empty()) {
    ReachRequest live = request;
    const std::vector<bool> seen = intact_reach(request.node_count, request.edges, starts);
    std::erase_if(live.edges, [&](const Edge& edge) { return !seen[edge.from]; });
    edges = Contractor(model, live).edges();
  }
  edges = breadth_first(request.node_count, edges, starts);

  ReachNumbering numbering{static_cast<std::uint32_t>(model.tasks.size()), {}};
  constexpr std::uint32_t unnumbered = ~0u;
  numbering.number.assign(request.node_count, unnumbered);
  ReachTask task;
  const auto number = [&](std::uint32_t node) {
    if (numbering.number[node] == unnumbered) numbering.number[node] = task.node_count++;
    return numbering.number[node];
  };
  for (const auto& source : request.sources) task.sources.push_back({number(source.node), source.failed});
  for (const Edge& edge : edges) task.edges.push_back({number(edge.from), number(edge.to), edge.failed});
  for (const std::uint32_t target : request.targets) task.early_exit.push_back(number(target));
  if (request.targets.empty())
    for (std::uint32_t node = 0; node < request.node_count; ++node) number(node);
  if (request.edge_set == EdgeSet::of_components) task.component_node.resize(task.node_count);
  for (std::uint32_t node = 0; node < request.node_count; ++node) {
    std::uint32_t& n = numbering.number[node];
    if (n == unnumbered) n = task.node_count;
    else if (request.edge_set == EdgeSet::of_components) task.component_node[n] = node;
  }
  model.tasks.push_back(std::move(task));
  return numbering;
}

}  // namespace kaitei

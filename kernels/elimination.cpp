#include "kernels/elimination.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace kaitei {
namespace {

constexpr std::size_t most_rows = std::numeric_limits<std::uint16_t>::max();

// The nodes as they are taken out, and the neighbours that each has left then.
struct Order {
  std::vector<std::uint32_t> nodes;
  std::vector<std::vector<std::uint32_t>> neighbours;  // [node]
  std::size_t pairs = 0, joined = 0;                   // of neighbours, and neighbours, over all nodes
};

class FewestNewPairs {
 public:
  explicit FewestNewPairs(const ComponentOutcome& graph)
      : hub_(graph.hub), joined_(graph.node_failed.size()), key_(graph.node_failed.size()) {
    for (const Edge& edge : graph.edges) {
      if (edge.from == edge.to) continue;
      joined_[edge.from].insert(edge.to);
      joined_[edge.to].insert(edge.from);
    }
    for (std::uint32_t node = 0; node < joined_.size(); ++node) queue(node);
  }

  // Without nodes if it takes more than `most_steps`.
  Order order(std::size_t most_steps) {
    Order order;
    order.neighbours.resize(joined_.size());
    while (!queue_.empty()) {
      const std::uint32_t node = queue_.begin()->second;
      queue_.erase(queue_.begin());
      const std::vector<std::uint32_t> around(joined_[node].begin(), joined_[node].end());
      order.joined += around.size();
      order.pairs += around.size() * (around.size() - (around.empty() ? 0 : 1)) / 2;
      if (order.pairs + order.joined > most_steps) return {};
      for (const std::uint32_t a : around) {
        joined_[a].insert(around.begin(), around.end());
        joined_[a].erase(a);
        joined_[a].erase(node);
      }
      for (const std::uint32_t a : around) queue(a);
      order.nodes.push_back(node);
      order.neighbours[node] = around;
    }
    order.nodes.push_back(hub_);
    return order;
  }

 private:
  using Key = std::pair<std::size_t, std::size_t>;  // pairs newly joined, neighbours

  void queue(std::uint32_t node) {
    if (node == hub_) return;
    const std::set<std::uint32_t>& around = joined_[node];
    std::size_t pairs = 0;
    for (auto a = around.begin(); a != around.end(); ++a)
      pairs += static_cast<std::size_t>(
          std::count_if(std::next(a), around.end(), [&](std::uint32_t b) { return !joined_[*a].contains(b); }));
    queue_.erase({key_[node], node});
    key_[node] = {pairs, around.size()};
    queue_.insert({key_[node], node});
  }

  std::uint32_t hub_;
  std::vector<std::set<std::uint32_t>> joined_;
  std::vector<Key> key_;
  std::set<std::pair<Key, std::uint32_t>> queue_;
};

// The same steps in another order: each node right behind those that were taken out for it, while their rows are near.
void bring_together(Order& order) {
  const std::size_t count = order.nodes.size();
  std::vector<std::size_t> place(count);
  for (std::size_t i = 0; i < count; ++i) place[order.nodes[i]] = i;
  std::vector<std::vector<std::size_t>> before(count);  // [place of the first neighbour to follow]
  std::vector<std::size_t> stack;
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t next = count;
    for (const std::uint32_t node : order.neighbours[order.nodes[i]]) next = std::min(next, place[node]);
    (next == count ? stack : before[next]).push_back(i);
  }
  std::vector<std::uint32_t> nodes;  // the last one first
  while (!stack.empty()) {
    const std::size_t i = stack.back();
    stack.pop_back();
    nodes.push_back(order.nodes[i]);
    stack.insert(stack.end(), before[i].begin(), before[i].end());
  }
  order.nodes.assign(nodes.rbegin(), nodes.rend());
}

}  // namespace

Elimination::Elimination(const ComponentOutcome& graph, Literal literal_count, std::uint32_t most_steps)
    : ones_(literal_count) {
  if (literal_count + graph.edges.size() >= most_rows) return;
  Order order = FewestNewPairs(graph).order(most_steps * graph.edges.size());
  if (order.nodes.empty() || literal_count + 1 + order.joined > most_rows) return;
  bring_together(order);

  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> rows;  // by the two nodes, the smaller one first
  const auto row = [&](std::uint32_t a, std::uint32_t b) -> std::uint32_t& {
    return rows.try_emplace(std::minmax(a, b), ones_).first->second;
  };
  row_count_ = 1;
  const auto join = [&](std::uint32_t& into, std::uint32_t a, std::uint32_t b) {
    const std::uint32_t base = into;
    if (into <= ones_) into = ones_ + row_count_++;
    steps_.push_back({static_cast<std::uint16_t>(into), static_cast<std::uint16_t>(base), static_cast<std::uint16_t>(a),
                      static_cast<std::uint16_t>(b)});
  };
  for (const Edge& edge : graph.edges) {
    if (edge.from == edge.to) continue;
    std::uint32_t& at = row(edge.from, edge.to);
    if (at == ones_) at = edge.failed;
    else join(at, edge.failed, edge.failed);
  }
  for (const std::uint32_t node : order.nodes) {
    const std::vector<std::uint32_t>& around = order.neighbours[node];
    for (std::size_t i = 0; i < around.size(); ++i)
      for (std::size_t j = i + 1; j < around.size(); ++j)
        join(row(around[i], around[j]), row(node, around[i]), row(node, around[j]));
  }
  for (auto node = order.nodes.rbegin(); node != order.nodes.rend(); ++node) {
    const auto first = static_cast<std::uint32_t>(joined_.size());
    for (const std::uint32_t next : order.neighbours[*node]) joined_.push_back({row(*node, next), next});
    nodes_.push_back({*node, first, static_cast<std::uint32_t>(joined_.size())});
  }
}

EliminationView Elimination::view() const {
  return {ones_, row_count_, slice(steps_), slice(nodes_), slice(joined_)};
}

}  // namespace kaitei

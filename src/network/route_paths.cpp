#include "network/route_paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "errors.hpp"

namespace kaitei::network {
namespace {

constexpr std::size_t most_steps = 10'000'000;  // of the search, where dead ends outnumber paths

struct Step {
  SegmentId segment;
  NodeId next;
};

class PathSearch {
 public:
  PathSearch(const Network& network, SystemId system) : network_(network), system_(system) {
    for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
      const Segment& segment = network.segments[i];
      if (segment.system != system) continue;
      steps_[segment.from].push_back({SegmentId{i}, segment.to});
      steps_[segment.to].push_back({SegmentId{i}, segment.from});
    }
  }

  std::vector<RoutePath> run() {
    for (const auto& [node, steps] : steps_) {
      if (ends_routes(network_[node])) search_from(node);
    }
    std::sort(paths_.begin(), paths_.end(),
              [&](const RoutePath& a, const RoutePath& b) { return sort_key(a) < sort_key(b); });
    return std::move(paths_);
  }

 private:
  struct Frame {
    NodeId node;
    std::size_t next_step = 0;
  };

  // An explicit stack: a user's cable may be drawn as a chain of very many segments.
  void search_from(NodeId start) {
    std::vector<Frame> stack{{start}};
    std::vector<SegmentId> taken;
    std::vector<bool> on_path(network_.nodes.size(), false);
    on_path[start.index()] = true;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const std::vector<Step>& steps = steps_.at(frame.node);
      if (frame.next_step == steps.size()) {
        on_path[frame.node.index()] = false;
        stack.pop_back();
        if (!taken.empty()) taken.pop_back();
        continue;
      }
      const Step step = steps[frame.next_step++];
      if (++step_count_ > most_steps) refuse();
      if (on_path[step.next.index()]) continue;
      taken.push_back(step.segment);
      if (ends_routes(network_[step.next])) {
        keep(start, step.next, taken);
        taken.pop_back();
      } else {
        on_path[step.next.index()] = true;
        stack.push_back({step.next});
      }
    }
  }

  // Each path is met from both of its ends and kept once.
  void keep(NodeId from, NodeId to, const std::vector<SegmentId>& segments) {
    if (network_[from].id >= network_[to].id) return;
    if (paths_.size() == most_paths_per_system) refuse();
    paths_.push_back({from, to, segments});
  }

  [[noreturn]] void refuse() const {
    throw DataError(fmt::format("system {}: more than {} paths join its landings (the drawn graph is too meshed for a "
                                "bound on fibre routes); state its pair plan in the routes layer",
                                network_[system_].id, most_paths_per_system));
  }

  std::tuple<std::string_view, std::string_view, std::vector<std::string_view>> sort_key(const RoutePath& path) const {
    std::vector<std::string_view> segments;
    for (const SegmentId segment : path.segments) segments.push_back(network_[segment].id);
    return {network_[path.from].id, network_[path.to].id, std::move(segments)};
  }

  const Network& network_;
  SystemId system_;
  std::map<NodeId, std::vector<Step>> steps_;
  std::vector<RoutePath> paths_;
  std::size_t step_count_ = 0;
};

}  // namespace

bool ends_routes(const Node& node) { return node.kind != NodeKind::branching_unit || node.switchable; }

std::vector<RoutePath> list_route_paths(const Network& network, SystemId system) {
  return PathSearch(network, system).run();
}

}  // namespace kaitei::network

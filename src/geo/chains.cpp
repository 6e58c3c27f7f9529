#include "geo/chains.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using network::Position;
using network::SegmentRole;
using Vertex = DrawnLines::Vertex;

class ChainSplitter {
 public:
  ChainSplitter(const DrawnLines& lines, const std::map<Vertex, std::string>& landings, std::vector<std::string> notes)
      : lines_(lines), landings_(landings) {
    cable_.notes = std::move(notes);
    std::size_t twice = 0;
    for (std::size_t piece = 0; piece < lines.pieces().size(); ++piece) {
      const DrawnLines::Piece& way = lines.pieces()[piece];
      for (std::size_t i = 0; i < way.size(); ++i) {
        if (i > 0 && i + 1 < way.size()) passing_[way[i]].insert(piece);
        if (i == 0 || way[i - 1] == way[i]) continue;
        const bool added = piece_of_.try_emplace(std::minmax(way[i - 1], way[i]), piece).second;
        twice += !added;
        if (!added) continue;
        next_[way[i - 1]].push_back(way[i]);
        next_[way[i]].push_back(way[i - 1]);
      }
    }
    if (twice > 0) cable_.notes.push_back(fmt::format("{} stretches drawn twice taken once", twice));
  }

  SplitCable run() {
    number_nodes();
    for (const auto& [start, node] : node_at_) {
      for (const Vertex next : next_[start]) {
        if (!walked_.contains(std::minmax(start, next))) add(walk(start, next));
      }
    }
    std::size_t rings = 0;
    for (const auto& [stretch, piece] : piece_of_) {
      if (walked_.contains(stretch)) continue;
      walk(stretch.first, stretch.second);
      ++rings;
    }
    if (rings > 0) cable_.notes.push_back(fmt::format("{} closed loops without a landing left out", rings));
    std::sort(cable_.segments.begin(), cable_.segments.end(), [](const SplitSegment& a, const SplitSegment& b) {
      if (std::tie(a.from, a.to) != std::tie(b.from, b.to)) return std::tie(a.from, a.to) < std::tie(b.from, b.to);
      return std::lexicographical_compare(a.line.begin(), a.line.end(), b.line.begin(), b.line.end(), [](const Position& p, const Position& q) {
        return std::tie(p.longitude, p.latitude) < std::tie(q.longitude, q.latitude);
      });
    });
    return std::move(cable_);
  }

 private:
  bool is_node(Vertex v) const { return landings_.contains(v) || next_.at(v).size() != 2; }

  void number_nodes() {
    for (const auto& [v, neighbours] : next_) {
      if (!is_node(v)) continue;
      const auto landing = landings_.find(v);
      nodes_.push_back({landing == landings_.end() ? "" : landing->second, lines_[v], v});
    }
    std::sort(nodes_.begin(), nodes_.end());
    for (const Node& node : nodes_) {
      node_at_[node.vertex] = cable_.nodes.size();
      cable_.nodes.push_back({node.landing, node.position});
    }
  }

  std::vector<Vertex> walk(Vertex start, Vertex next) {
    std::vector<Vertex> chain{start, next};
    walked_.insert(std::minmax(start, next));
    while (!is_node(chain.back()) && chain.back() != start) {
      const std::vector<Vertex>& ways = next_.at(chain.back());
      const Vertex onward = ways[0] == chain[chain.size() - 2] ? ways[1] : ways[0];
      walked_.insert(std::minmax(chain.back(), onward));
      chain.push_back(onward);
    }
    return chain;
  }

  void add(std::vector<Vertex> chain) {
    if (chain.front() == chain.back()) {
      cable_.notes.push_back(fmt::format("a loop back to {:.3f}, {:.3f} left out", lines_[chain.front()].longitude,
                                         lines_[chain.front()].latitude));
      return;
    }
    if (node_at_.at(chain.front()) > node_at_.at(chain.back())) std::reverse(chain.begin(), chain.end());
    SplitSegment segment{node_at_.at(chain.front()), node_at_.at(chain.back()), {}, role(chain)};
    for (const Vertex v : chain) segment.line.push_back(lines_[v]);
    cable_.segments.push_back(std::move(segment));
  }

  SegmentRole role(const std::vector<Vertex>& chain) const {
    const auto branches = [&](Vertex joint, Vertex beside, Vertex far) {
      if (landings_.contains(joint) || !landings_.contains(far)) return false;
      const std::size_t piece = piece_of_.at(std::minmax(joint, beside));
      const auto passing = passing_.find(joint);
      return passing != passing_.end() && !passing->second.contains(piece);
    };
    const bool is_branch = branches(chain.front(), chain[1], chain.back()) ||
                           branches(chain.back(), chain[chain.size() - 2], chain.front());
    return is_branch ? SegmentRole::branch : SegmentRole::trunk;
  }

  struct Node {
    std::string landing;
    Position position;
    Vertex vertex;
    // Landings by id first, then joints from west to east.
    bool operator<(const Node& other) const {
      const auto key = [](const Node& n) { return std::tuple(n.landing.empty(), n.landing, n.position.longitude, n.position.latitude); };
      return key(*this) < key(other);
    }
  };

  using Stretch = std::pair<Vertex, Vertex>;
  const DrawnLines& lines_;
  const std::map<Vertex, std::string>& landings_;
  std::map<Stretch, std::size_t> piece_of_;
  std::map<Vertex, std::vector<Vertex>> next_;
  std::map<Vertex, std::set<std::size_t>> passing_;  // pieces on whose way a vertex lies
  std::map<Vertex, std::size_t> node_at_;
  std::vector<Node> nodes_;
  std::set<Stretch> walked_;
  SplitCable cable_;
};

}  // namespace

SplitCable split_into_chains(const DrawnLines& lines, const std::map<Vertex, std::string>& landings,
                             std::vector<std::string> notes) {
  return ChainSplitter(lines, landings, std::move(notes)).run();
}

}  // namespace kaitei::geo

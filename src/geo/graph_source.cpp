#include "geo/graph_source.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "errors.hpp"
#include "geo/country_sets.hpp"
#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using network::Position;

class LinkMaker {
 public:
  LinkMaker(const std::filesystem::path& file, Source& source) : file_(file), source_(source) {
    links_.layer = "links";
    nodes_.layer = "nodes";
    nodes_.positions = Positions::may_be_missing;
    terminals_.layer = "terminals";
  }

  void run(GraphRows rows) {
    for (Row& row : rows.nodes) add_node(std::move(row));
    for (const Row& edge : rows.edges) edges_between_[{edge.text("from"), edge.text("to")}] += 1;
    for (Row& edge : rows.edges) add_edge(std::move(edge), rows.directed);
    if (links_.rows.empty()) {
      throw DataError(fmt::format("{} has no edges between two nodes (there is nothing to fail); check the file", file_.string()));
    }
    report();
    source_.layers["nodes"] = std::move(nodes_);
    source_.layers["links"] = std::move(links_);
    source_.layers["segments"] = Table{"segments", {}};
    if (!terminals_.rows.empty()) source_.layers["terminals"] = std::move(terminals_);
  }

 private:
  void add_node(Row row) {
    row.number = nodes_.rows.size() + 1;
    row.layer = "nodes";
    row.file = file_.string();
    const std::string id = row.id();
    if (row.text("kind").empty()) row.values["kind"] = "exchange";
    if (row.text("source").empty()) row.values["source"] = file_.filename().string();
    const std::optional<double> longitude = row.number_of("lon"), latitude = row.number_of("lat");
    if (longitude && latitude) {
      positions_[id] = {wrap_longitude(*longitude), *latitude};
    } else {
      row.values.erase("lon");
      row.values.erase("lat");
      ++unplaced_;
    }
    known_.insert(id);
    if (const std::string set = country_set_name(row.text("country")); !set.empty()) {
      Row member = row;
      member.layer = "terminals";
      member.values = {{"set", set}, {"node", id}};
      terminals_.rows.push_back(std::move(member));
    }
    nodes_.rows.push_back(std::move(row));
  }

  void add_edge(Row edge, bool directed) {
    edge.number = ++edges_;
    edge.layer = "links";
    edge.file = file_.string();
    const std::string from = edge.required_text("from"), to = edge.required_text("to");
    for (const std::string& end : {from, to}) {
      if (known_.contains(end)) continue;
      Row node;
      node.values = {{"id", end}};
      add_node(std::move(node));
    }
    if (from == to) {
      ++loops_;
      return;
    }
    if (directed && !first_of_its_direction(from, to)) {
      ++paired_;
      return;
    }
    name(edge, from, to);
    if (edge.text("kind").empty()) edge.values["kind"] = "backhaul";
    if (edge.text("source").empty()) edge.values["source"] = file_.filename().string();
    if (edge.text("length_km").empty() && positions_.contains(from) && positions_.contains(to)) {
      edge.values["length_km"] = fmt::format("{}", distance_km(positions_[from], positions_[to]));
      ++measured_;
    }
    links_.rows.push_back(std::move(edge));
  }

  // The k-th edge from one node to another and the k-th back are one link.
  bool first_of_its_direction(const std::string& from, const std::string& to) {
    const std::size_t back = edges_between_.contains({to, from}) ? edges_between_.at({to, from}) : 0;
    const std::size_t number = ++taken_[{from, to}];
    return from < to || number > back;
  }

  void name(Row& edge, const std::string& from, const std::string& to) {
    if (!edge.text("id").empty() && ids_.insert(edge.text("id")).second) return;
    const std::string pair = fmt::format("{}--{}", std::min(from, to), std::max(from, to));
    std::size_t& number = parallels_[pair];
    std::string id;
    do {
      id = ++number > 1 ? fmt::format("{}#{}", pair, number) : pair;
    } while (!ids_.insert(id).second);
    edge.values["id"] = id;
  }

  void note(const char* layer, const std::string& what) { source_.repairs.push_back({layer, "", what}); }

  void report() {
    if (unplaced_ > 0) note("nodes", fmt::format("{} of {} nodes without coordinates", unplaced_, nodes_.rows.size()));
    if (loops_ > 0) note("links", fmt::format("{} edges from a node to itself left out", loops_));
    if (paired_ > 0) note("links", fmt::format("{} edges taken as one link with the edge that runs the other way", paired_));
    if (measured_ > 0) {
      note("links", fmt::format("lengths of {} links taken from the geodesic between their nodes, a lower bound", measured_));
    }
  }

  const std::filesystem::path& file_;
  Source& source_;
  Table nodes_, links_, terminals_;
  std::set<std::string> known_, ids_;
  std::map<std::string, Position> positions_;
  std::map<std::string, std::size_t> parallels_;
  std::map<std::pair<std::string, std::string>, std::size_t> edges_between_, taken_;
  std::size_t edges_ = 0, unplaced_ = 0, loops_ = 0, paired_ = 0, measured_ = 0;
};

bool is_graphml(const std::filesystem::path& path) { return EQUAL(path.extension().c_str(), ".graphml"); }

}  // namespace

bool is_graph_file(const std::filesystem::path& path) {
  constexpr std::array extensions{".csv", ".tsv", ".txt", ".edges", ".edgelist"};
  if (!std::filesystem::is_regular_file(path)) return false;
  return is_graphml(path) || std::any_of(extensions.begin(), extensions.end(), [&](const char* extension) {
           return EQUAL(path.extension().c_str(), extension);
         });
}

void read_graph_file(const std::filesystem::path& path, Source& source) {
  add_graph_layers(is_graphml(path) ? read_graphml(path, source) : read_edge_list(path, source), path, source);
  source.files = {path};
}

void add_graph_layers(GraphRows rows, const std::filesystem::path& file, Source& source) {
  LinkMaker(file, source).run(std::move(rows));
}

}  // namespace kaitei::geo

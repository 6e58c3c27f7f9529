// GraphML (http://graphml.graphdrawing.org), as the Internet Topology Zoo, networkx and igraph write it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "errors.hpp"
#include "geo/graph_source.hpp"

namespace kaitei::geo {
namespace {

// What a key's attr.name, in lower case, means here; other keys are left alone.
const std::map<std::string, std::string> node_columns{{"label", "name"},         {"name", "name"},     {"country", "country"},
                                                      {"latitude", "lat"},       {"lat", "lat"},
                                                      {"longitude", "lon"},      {"lon", "lon"},       {"x", "lon"},
                                                      {"kind", "kind"},          {"source", "source"}, {"confidence", "confidence"},
                                                      {"name_local", "name_local"},
                                                      {"name_zh", "name_zh"},    {"name_ja", "name_ja"}};
const std::map<std::string, std::string> edge_columns{{"id", "id"},
                                                      {"kind", "kind"},
                                                      {"length_km", "length_km"},
                                                      {"capacity_tbps", "capacity_tbps"},
                                                      {"linkspeedraw", "linkspeedraw"},
                                                      {"probability", "failure_probability"},
                                                      {"failure_probability", "failure_probability"},
                                                      {"source", "source"},
                                                      {"confidence", "confidence"}};
const std::map<std::string, std::string> graph_columns{{"network", "name"},        {"name", "name"},
                                                       {"licence", "licence"},     {"license", "licence"},
                                                       {"attribution", "attribution"}, {"version", "version"}};

using Columns = std::map<std::string, std::string>;

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

std::string trimmed(const char* text) {
  std::string_view view(text);
  const std::size_t first = view.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(view.substr(first, view.find_last_not_of(" \t\r\n") - first + 1));
}

struct Key {
  std::string name, domain, fallback;
};

class GraphmlReader {
 public:
  GraphmlReader(const std::filesystem::path& file, Source& source) : file_(file), source_(source) {}

  GraphRows run() {
    const pugi::xml_parse_result result = document_.load_file(file_.c_str());
    if (!result) {
      refuse(fmt::format("cannot be read at byte {} ({})", result.offset, result.description()),
             "it is no well-formed XML", "replace the file by a whole one");
    }
    const pugi::xml_node root = document_.child("graphml");
    const pugi::xml_node graph = root.child("graph");
    if (!graph) refuse("holds no <graph>", "nodes and edges stand in it", "check that it is GraphML");
    if (graph.next_sibling("graph")) refuse("holds several graphs", "which one is meant is unclear", "keep one");
    for (const pugi::xml_node key : root.children("key")) {
      keys_[key.attribute("id").value()] = {lower(key.attribute("attr.name").value()), key.attribute("for").value(),
                                            trimmed(key.child_value("default"))};
    }
    if (graph.child("hyperedge")) refuse("holds a hyperedge", "a link joins two nodes", "replace it by edges");
    read_facts(graph);
    GraphRows rows;
    rows.directed = std::string_view(graph.attribute("edgedefault").value()) == "directed";
    for (const pugi::xml_node node : graph.children("node")) rows.nodes.push_back(read_node(node));
    std::map<std::string, bool> known;
    for (const Row& node : rows.nodes) known[node.values.at("id")] = true;
    for (const pugi::xml_node edge : graph.children("edge")) {
      rows.edges.push_back(read_edge(edge));
      for (const char* end : {"from", "to"}) {
        const std::string& id = rows.edges.back().values.at(end);
        if (!known.contains(id)) {
          refuse(fmt::format("has an edge at node \"{}\", which it does not hold", id), "an edge joins two nodes", "add the node");
        }
      }
    }
    return rows;
  }

 private:
  [[noreturn]] void refuse(const std::string& wrong, const char* why, const char* what_to_do) const {
    throw DataError(fmt::format("{} {} ({}); {}", file_.string(), wrong, why, what_to_do));
  }

  // Values of an element by our columns: its own data, else the key's default.
  std::map<std::string, std::string> values(const pugi::xml_node& element, const char* domain, const Columns& columns) const {
    std::map<std::string, std::string> found;
    const auto put = [&](const Key& key, const std::string& value) {
      const auto column = columns.find(key.name);
      if (column != columns.end() && !value.empty()) found[column->second] = value;
    };
    for (const auto& [id, key] : keys_) {
      if (key.domain == domain || key.domain == "all" || key.domain.empty()) put(key, key.fallback);
    }
    for (const pugi::xml_node data : element.children("data")) {
      const auto key = keys_.find(data.attribute("key").value());
      if (key != keys_.end()) put(key->second, trimmed(data.child_value()));
    }
    return found;
  }

  void read_facts(const pugi::xml_node& graph) {
    const auto facts = values(graph, "graph", graph_columns);
    const auto take = [&](const char* column, std::string& into) {
      if (const auto found = facts.find(column); found != facts.end()) into = found->second;
    };
    take("name", source_.name);
    take("version", source_.version);
    take("licence", source_.licence);
    take("attribution", source_.attribution);
  }

  Row read_node(const pugi::xml_node& node) const {
    Row row;
    row.values = values(node, "node", node_columns);
    row.values["id"] = trimmed(node.attribute("id").value());
    if (row.values["id"].empty()) refuse("holds a node without an id", "edges name nodes by it", "give it one");
    if (node.child("graph")) {
      refuse(fmt::format("holds a graph inside node \"{}\"", row.values["id"]), "a node is one place", "flatten it");
    }
    return row;
  }

  Row read_edge(const pugi::xml_node& edge) {
    Row row;
    row.number = ++edges_;
    row.values = values(edge, "edge", edge_columns);
    if (const std::string id = trimmed(edge.attribute("id").value()); !id.empty()) row.values["id"] = id;
    row.values["from"] = trimmed(edge.attribute("source").value());
    row.values["to"] = trimmed(edge.attribute("target").value());
    row.file = file_.string();
    row.layer = "links";
    if (const std::optional<double> bits = row.not_negative("linkspeedraw"); bits && row.text("capacity_tbps").empty()) {
      row.values["capacity_tbps"] = fmt::format("{}", *bits / 1e12);
    }
    return row;
  }

  const std::filesystem::path& file_;
  Source& source_;
  pugi::xml_document document_;
  std::map<std::string, Key> keys_;
  std::size_t edges_ = 0;
};

}  // namespace

GraphRows read_graphml(const std::filesystem::path& file, Source& source) { return GraphmlReader(file, source).run(); }

}  // namespace kaitei::geo

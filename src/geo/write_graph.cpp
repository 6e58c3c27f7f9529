#include "geo/write_graph.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <utility>

#include "errors.hpp"
#include "network/lower.hpp"
#include "network/route_paths.hpp"

namespace kaitei::geo {
namespace {

using namespace network;

// Keys and values in order; empty values are unknown.
using Data = std::vector<std::pair<std::string, std::string>>;

struct Edge {
  std::string id, from, to;
  Data data;
};

template <class Value>
std::string known(const std::optional<Value>& value) {
  return value ? fmt::format("{}", *value) : "";
}

std::string word(std::string_view text) { return std::string(text); }

std::string names_of(const Network& network, const std::vector<SegmentId>& ids) {
  std::vector<std::string> names;
  for (const SegmentId id : ids) names.push_back(network[id].id);
  return fmt::format("{}", fmt::join(names, ";"));
}

std::vector<Edge> route_edges(const Network& network, RouteBound bound) {
  std::vector<Edge> edges;
  for (const Route& route : build_routes(network, bound)) {
    double length = 0;
    for (const SegmentId id : route.segments) length += network[id].length_km;
    edges.push_back({route.id, network[route.from].id, network[route.to].id,
                     {{"system", network[route.system].id}, {"length_km", fmt::format("{}", length)},
                      {"capacity_tbps", known(route.capacity_tbps)}, {"fibre_pairs", known(route.fibre_pairs)},
                      {"plan", word(to_string(route.plan))}, {"segments", names_of(network, route.segments)},
                      {"source", route.evidence.source}, {"confidence", word(to_string(route.evidence.confidence))}}});
  }
  return edges;
}

std::vector<Edge> segment_edges(const Network& network) {
  std::vector<Edge> edges;
  for (const Segment& segment : network.segments) {
    edges.push_back({segment.id, network[segment.from].id, network[segment.to].id,
                     {{"system", network[segment.system].id}, {"length_km", fmt::format("{}", segment.length_km)},
                      {"fibre_pairs", known(segment.fibre_pairs)}, {"role", word(to_string(segment.role))},
                      {"source", segment.evidence.source}, {"confidence", word(to_string(segment.evidence.confidence))}}});
  }
  return edges;
}

std::vector<Edge> edges_of(const Network& network, EdgeChoice choice) {
  std::vector<Edge> edges = choice == EdgeChoice::segments ? segment_edges(network)
                            : route_edges(network, choice == EdgeChoice::all_pairs ? RouteBound::all_pairs : RouteBound::trunk_only);
  for (const Link& link : network.links) {
    edges.push_back({link.id, network[link.from].id, network[link.to].id,
                     {{"kind", word(to_string(link.kind))}, {"length_km", known(link.length_km)},
                      {"capacity_tbps", known(link.capacity_tbps)}, {"failure_probability", known(link.failure_probability)},
                      {"source", link.evidence.source}, {"confidence", word(to_string(link.evidence.confidence))}}});
  }
  return edges;
}

Data node_data(const Node& node) {
  const bool placed = is_known(node.position);
  Data data{{"label", node.name}, {"name_local", node.name_local}, {"name_zh", node.name_zh}, {"name_ja", node.name_ja}, {"kind", word(to_string(node.kind))},
            {"country", node.country}, {"Latitude", placed ? fmt::format("{}", node.position.latitude) : ""},
            {"Longitude", placed ? fmt::format("{}", node.position.longitude) : ""}};
  if (node.weight) {
    data.emplace_back("population", known(node.weight->population));
    data.emplace_back("demand_tbps", known(node.weight->demand_tbps));
  }
  data.emplace_back("source", node.evidence.source);
  data.emplace_back("confidence", word(to_string(node.evidence.confidence)));
  return data;
}

Data facts_of(const Network& network) {
  return {{"name", network.name}, {"version", network.version}, {"licence", network.licence}, {"attribution", network.attribution}};
}

std::string_view words_for(EdgeChoice choice) {
  return choice == EdgeChoice::all_pairs ? "all-pairs" : choice == EdgeChoice::trunk_only ? "trunk-only" : "segments";
}

class GraphmlWriter {
 public:
  GraphmlWriter() : root_(document_.append_child("graphml")), graph_(root_.append_child("graph")) {
    root_.append_attribute("xmlns") = "http://graphml.graphdrawing.org/xmlns";
    graph_.append_attribute("edgedefault") = "undirected";
  }

  void add_facts(const Data& facts) { add_data(graph_, "graph", facts); }
  void add_node(const std::string& id, const Data& data) {
    pugi::xml_node node = graph_.append_child("node");
    node.append_attribute("id") = id.c_str();
    add_data(node, "node", data);
  }
  void add_edge(const Edge& edge) {
    pugi::xml_node made = graph_.append_child("edge");
    made.append_attribute("id") = edge.id.c_str();
    made.append_attribute("source") = edge.from.c_str();
    made.append_attribute("target") = edge.to.c_str();
    add_data(made, "edge", edge.data);
  }
  void save(std::ostream& out) { document_.save(out, " ", pugi::format_indent, pugi::encoding_utf8); }

 private:
  void add_data(pugi::xml_node& element, const std::string& domain, const Data& data) {
    for (const auto& [name, value] : data) {
      if (value.empty()) continue;
      pugi::xml_node datum = element.append_child("data");
      datum.append_attribute("key") = key(domain, name).c_str();
      datum.text() = value.c_str();
    }
  }

  // Keys stand before the graph, in the order of their first use.
  std::string key(const std::string& domain, const std::string& name) {
    const auto [known_key, added] = keys_.try_emplace({domain, name}, fmt::format("{}_{}", domain, name));
    if (added) {
      const bool is_number = name.ends_with("_km") || name.ends_with("_tbps") || name == "Latitude" || name == "Longitude" ||
                             name == "failure_probability";
      const bool is_count = name == "population" || name == "fibre_pairs";
      pugi::xml_node made = root_.insert_child_before("key", graph_);
      made.append_attribute("id") = known_key->second.c_str();
      made.append_attribute("for") = domain.c_str();
      made.append_attribute("attr.name") = name.c_str();
      made.append_attribute("attr.type") = is_number ? "double" : is_count ? "long" : "string";
    }
    return known_key->second;
  }

  pugi::xml_document document_;
  pugi::xml_node root_, graph_;
  std::map<std::pair<std::string, std::string>, std::string> keys_;
};

void write_graphml(const Network& network, std::ostream& out, EdgeChoice choice) {
  GraphmlWriter writer;
  Data facts = facts_of(network);
  facts.emplace_back("edges", words_for(choice));
  writer.add_facts(facts);
  for (const Node& node : network.nodes) {
    if (choice == EdgeChoice::segments || ends_routes(node)) writer.add_node(node.id, node_data(node));
  }
  for (const Edge& edge : edges_of(network, choice)) writer.add_edge(edge);
  writer.save(out);
}

std::string quoted(const std::string& field) {
  if (field.find_first_of("\",\n#%") == std::string::npos) return field;
  std::string text = "\"";
  for (const char letter : field) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return text + "\"";
}

void write_edge_list(const Network& network, std::ostream& out, EdgeChoice choice) {
  for (const auto& [name, value] : facts_of(network)) {
    std::string one_line = value;
    std::replace(one_line.begin(), one_line.end(), '\n', ' ');
    if (!value.empty()) out << "# " << name << ": " << one_line << '\n';
  }
  out << "# edges: " << words_for(choice) << "\nfrom,to,id,kind,system,length_km,capacity_tbps,probability\n";
  for (const Edge& edge : edges_of(network, choice)) {
    const auto value = [&](const char* name) {
      const auto found = std::find_if(edge.data.begin(), edge.data.end(), [&](const auto& datum) { return datum.first == name; });
      return found == edge.data.end() ? std::string() : found->second;
    };
    out << quoted(edge.from) << ',' << quoted(edge.to) << ',' << quoted(edge.id) << ',' << value("kind") << ','
        << quoted(value("system")) << ',' << value("length_km") << ',' << value("capacity_tbps") << ','
        << value("failure_probability") << '\n';
  }
}

}  // namespace

void write_graph(const Network& network, std::ostream& out, GraphFormat format, EdgeChoice choice) {
  format == GraphFormat::graphml ? write_graphml(network, out, choice) : write_edge_list(network, out, choice);
}

void write_graph(const Network& network, const std::filesystem::path& file, GraphFormat format, EdgeChoice choice) {
  const std::filesystem::path part = file.string() + ".part";
  std::ofstream stream(part, std::ios::binary);
  write_graph(network, stream, format, choice);
  stream.close();
  std::error_code error, ignored;
  if (stream) std::filesystem::rename(part, file, error);
  if (stream && !error) return;
  std::filesystem::remove(part, ignored);
  throw RunError(fmt::format("{} cannot be written ({}); check the folder, its rights and the space left", file.string(),
                             error ? error.message() : "the stream failed"));
}

}  // namespace kaitei::geo

// /network: the topology that was used, so that a file explains itself.
#include "results/table.hpp"
#include "results/write_tables.hpp"

namespace kaitei::results {
namespace {

using namespace network;
using hdf5::Folder;

template <class Enum>
std::vector<std::string_view> words(std::initializer_list<Enum> values) {
  std::vector<std::string_view> result;
  for (const Enum value : values) result.push_back(to_string(value));
  return result;
}

enum class Tristate : std::uint8_t { no, yes, unknown };
Tristate tristate(std::optional<bool> value) {
  return !value ? Tristate::unknown : *value ? Tristate::yes : Tristate::no;
}
const std::vector<std::string_view> tristate_words{"no", "yes", "unknown"};
const std::vector<std::string_view> no_yes{"no", "yes"};

template <class Row>
void write_evidence(Table<Row>& table) {
  table.text("source", [](auto& row) { return row.evidence.source; }, "where the row comes from");
  table.flags("confidence", [](auto& row) { return row.evidence.confidence; },
              words({Confidence::a, Confidence::b, Confidence::c, Confidence::unsourced}), "evidence behind the row");
}

// One row of a list inside a row of another table.
struct Member {
  std::uint32_t owner = 0, member = 0;
};

template <class Rows, class Get>
std::vector<Member> members(const Rows& rows, Get get) {
  std::vector<Member> result;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const auto& id : get(rows[i])) {
      if constexpr (requires { id.value; })
        result.push_back({static_cast<std::uint32_t>(i), id.value});
      else
        result.push_back({static_cast<std::uint32_t>(i), id});
    }
  return result;
}

void write_members(Folder& folder, const std::string& axis, const std::vector<Member>& rows, const std::string& owner,
                   const std::string& member) {
  Table<Member> table(folder, axis, rows, "row of the list of " + member + "s of each " + owner + ", in order");
  table.number<std::uint32_t>(owner, [](auto& m) { return m.owner; }, "index of the " + owner);
  table.number<std::uint32_t>(member, [](auto& m) { return m.member; }, "index of the " + member);
}

struct Word {
  std::uint32_t owner = 0;
  std::string text;
};

template <class Get>
void write_words(Folder& folder, const std::string& axis, const std::vector<System>& systems, Get get,
                 const std::string& field) {
  std::vector<Word> rows;
  for (std::size_t i = 0; i < systems.size(); ++i)
    for (const std::string& text : get(systems[i])) rows.push_back({static_cast<std::uint32_t>(i), text});
  Table<Word> table(folder, axis, rows, "row of the list of each system");
  table.number<std::uint32_t>("system", [](auto& w) { return w.owner; }, "index of the system");
  table.text(field, [](auto& w) { return w.text; }, field);
}

const auto id_of = [](const auto& row) { return row.id; };
const auto from_of = [](const auto& row) { return row.from.value; };
const auto to_of = [](const auto& row) { return row.to.value; };
const auto system_of = [](const auto& row) { return row.system.value; };

void write_nodes(Folder& folder, const engine::RunRecord& record) {
  Table<Node> nodes(folder, "node", record.network.nodes, id_of, "id of the landing station, city or branching unit");
  nodes.text("name", [](auto& n) { return n.name; }, "English name");
  nodes.text("name_local", [](auto& n) { return n.name_local; }, "name as the place is called there; empty where not given");
  nodes.text("name_zh", [](auto& n) { return n.name_zh; }, "name in traditional Chinese; empty where not given");
  nodes.text("name_ja", [](auto& n) { return n.name_ja; }, "name in Japanese; empty where not given");
  nodes.flags("kind", [](auto& n) { return n.kind; },
              words({NodeKind::station, NodeKind::city, NodeKind::exchange, NodeKind::branching_unit, NodeKind::gateway}),
              "kind of node");
  nodes.flags("site", [](auto& n) { return n.site; }, words({Site::station, Site::town}),
              "of a node of kind station: one landing station, or a town whose stations are not known");
  nodes.text("country", [](auto& n) { return n.country; }, "country; empty for a branching unit");
  nodes.number<double>("longitude", [](auto& n) { return n.position.longitude; }, "longitude", "degrees_east");
  nodes.number<double>("latitude", [](auto& n) { return n.position.latitude; }, "latitude", "degrees_north");
  nodes.flags("switchable", [](auto& n) { return n.switchable; }, no_yes, "whether a branching unit may join routes");
  write_evidence(nodes);
  if (!record.graph.node_failed.empty())
    describe(folder.column<Literal>("node_failed_literal", {"node"}, record.graph.node_failed),
             "literal that says when the node is down", "1", Role::input);
}

void write_systems(Folder& folder, const Network& net) {
  Table<System> systems(folder, "system", net.systems, id_of, "id of the cable system");
  systems.text("name", [](auto& s) { return s.name; }, "name");
  systems.flags("status", [](auto& s) { return s.status; },
                words({Status::in_service, Status::planned, Status::retired}), "status");
  systems.text("ready_for_service", [](auto& s) { return s.ready_for_service; }, "ISO 8601, possibly partial; empty if unknown");
  systems.text("retired", [](auto& s) { return s.retired; }, "ISO 8601, possibly partial; empty if not retired or unknown");
  systems.number<double>("length_km", [](auto& s) { return s.length_km; }, "length; NaN if unknown", "km");
  systems.number<double>("design_capacity", [](auto& s) { return s.design_tbps; }, "design capacity; NaN if unknown", "Tbit s-1");
  systems.number<double>("lit_capacity", [](auto& s) { return s.lit_tbps; }, "lit capacity; NaN if unknown", "Tbit s-1");
  systems.number<std::int32_t>("fibre_pairs", [](auto& s) { return s.fibre_pairs; }, "fibre pairs; -1 if unknown", "1", -1);
  write_evidence(systems);
  write_words(folder, "system_owner", net.systems, [](auto& s) { return s.owners; }, "name");
  write_words(folder, "system_alias", net.systems, [](auto& s) { return s.aliases; }, "name");
}

double depth_share(const Segment& segment, std::size_t depth) {
  return segment.depth_shares ? (*segment.depth_shares)[depth] : nan;
}

struct Vertex {
  std::uint32_t segment = 0;
  Position position;
};

void write_segments(Folder& folder, const Network& net) {
  Table<Segment> segments(folder, "segment", net.segments, id_of, "id of the stretch of cable that fails as one");
  segments.number<std::uint32_t>("system", system_of, "index of the system");
  segments.number<std::uint32_t>("from", from_of, "index of the node at one end");
  segments.number<std::uint32_t>("to", to_of, "index of the node at the other end");
  segments.flags("role", [](auto& s) { return s.role; }, words({SegmentRole::trunk, SegmentRole::branch}), "role");
  segments.number<double>("length_km", [](auto& s) { return s.length_km; }, "length", "km");
  segments.flags("length_stated", [](auto& s) { return s.length_stated; }, no_yes, "whether the data state the length");
  segments.number<std::int32_t>("fibre_pairs", [](auto& s) { return s.fibre_pairs; }, "fibre pairs; -1 if unknown", "1", -1);
  segments.number<double>("shallow_share", [](auto& s) { return depth_share(s, 0); }, "share of the length shallower than 200 m; NaN if unknown");
  segments.number<double>("slope_share", [](auto& s) { return depth_share(s, 1); }, "share of the length 200 to 1000 m deep; NaN if unknown");
  segments.number<double>("deep_share", [](auto& s) { return depth_share(s, 2); }, "share of the length deeper than 1000 m; NaN if unknown");
  segments.flags("repeatered", [](auto& s) { return tristate(s.repeatered); }, tristate_words, "whether repeatered");
  write_evidence(segments);
  std::vector<Vertex> line;
  for (std::size_t i = 0; i < net.segments.size(); ++i)
    for (const Position& position : net.segments[i].line) line.push_back({static_cast<std::uint32_t>(i), position});
  Table<Vertex> vertices(folder, "vertex", line, "point of a segment's line, in order from its from to its to");
  vertices.number<std::uint32_t>("segment", [](auto& v) { return v.segment; }, "index of the segment");
  vertices.number<double>("longitude", [](auto& v) { return v.position.longitude; }, "longitude", "degrees_east");
  vertices.number<double>("latitude", [](auto& v) { return v.position.latitude; }, "latitude", "degrees_north");
}

void write_routes(Folder& folder, const Network& net) {
  Table<Route> routes(folder, "route", net.routes, id_of, "id of a fibre route that the data state");
  routes.number<std::uint32_t>("system", system_of, "index of the system");
  routes.number<std::uint32_t>("from", from_of, "index of the station at one end");
  routes.number<std::uint32_t>("to", to_of, "index of the station at the other end");
  routes.number<std::int32_t>("fibre_pairs", [](auto& r) { return r.fibre_pairs; }, "fibre pairs; -1 if unknown", "1", -1);
  routes.number<double>("capacity", [](auto& r) { return r.capacity_tbps; }, "capacity; NaN if not public", "Tbit s-1");
  routes.flags("plan", [](auto& r) { return r.plan; },
               words({RoutePlan::published, RoutePlan::inferred, RoutePlan::all_pairs, RoutePlan::trunk_only}),
               "how the route is known");
  write_evidence(routes);
  write_members(folder, "route_segment", members(net.routes, [](auto& r) { return r.segments; }), "route", "segment");
}

void write_power(Folder& folder, const Network& net) {
  Table<PowerSection> sections(folder, "power_section", net.power_sections, id_of, "id of the power section");
  sections.number<std::uint32_t>("system", system_of, "index of the system");
  sections.number<std::int32_t>("end_a", [](auto& p) { return static_cast<std::int32_t>(p.end_a.value); }, "index of the feeding node");
  sections.number<std::int32_t>("end_b", [](auto& p) -> std::optional<std::int32_t> {
    if (!p.end_b) return std::nullopt;
    return static_cast<std::int32_t>(p.end_b->value);
  }, "index of the second feeding node; -1 if fed from end_a alone", "1", -1);
  sections.flags("single_end_capable", [](auto& p) { return tristate(p.single_end_capable); }, tristate_words,
                 "whether one feed is enough");
  write_evidence(sections);
  write_members(folder, "power_section_segment", members(net.power_sections, [](auto& p) { return p.segments; }),
                "power_section", "segment");
}

void write_links(Folder& folder, const Network& net) {
  Table<Link> links(folder, "link", net.links, id_of, "id of the backhaul, microwave or satellite link");
  links.flags("kind", [](auto& l) { return l.kind; },
              words({LinkKind::backhaul, LinkKind::microwave, LinkKind::satellite}), "kind of link");
  links.number<std::uint32_t>("from", from_of, "index of the node at one end");
  links.number<std::uint32_t>("to", to_of, "index of the node at the other end");
  links.number<double>("length_km", [](auto& l) { return l.length_km; }, "length; NaN if unknown", "km");
  links.number<double>("capacity", [](auto& l) { return l.capacity_tbps; }, "capacity; NaN if not public", "Tbit s-1");
  links.text("ready_for_service", [](auto& l) { return l.ready_for_service; }, "ISO 8601, possibly partial; empty if unknown");
  links.text("retired", [](auto& l) { return l.retired; }, "ISO 8601, possibly partial; empty if not retired or unknown");
  write_evidence(links);
}

// What percolation saw: elements, gates over literals (elements first, then gates), and edges.
void write_graph(Folder& folder, const engine::RunRecord& record) {
  const Graph& graph = record.graph;
  const std::vector<CapacityPrior>& priors = record.experiment.capacity_priors;
  Table<Element> elements(folder, "element", graph.elements, id_of, "what fails on its own: kind:id; literal = its index");
  elements.flags("kind", [](auto& e) { return e.kind; },
                 words({ElementKind::segment, ElementKind::station, ElementKind::feed, ElementKind::link}), "kind");
  elements.number<std::uint32_t>("index", [](auto& e) { return e.index; }, "index of the segment, node, power section or link");
  Table<Gate> gates(folder, "gate", graph.gates, "gate; literal = number of elements + its index");
  gates.flags("kind", [](auto& g) { return g.kind; }, {"all_up", "any_up"},
              "all_up: failed if any input failed; any_up: failed if every input failed");
  write_members(folder, "gate_input", members(graph.gates, [](auto& g) { return g.inputs; }), "gate", "literal");
  Table<GraphEdge> edges(folder, "edge", graph.edges, id_of, "id of the fibre route or terrestrial link that percolation saw");
  edges.number<std::uint32_t>("from", from_of, "index of the node at one end");
  edges.number<std::uint32_t>("to", to_of, "index of the node at the other end");
  edges.number<std::uint32_t>("failed_literal", [](auto& e) { return e.failed; }, "literal that says when the edge is down");
  edges.number<std::int32_t>("system", [](auto& e) -> std::optional<std::int32_t> {
    if (!e.system) return std::nullopt;
    return static_cast<std::int32_t>(e.system->value);
  }, "index of the system; -1 for a terrestrial link", "1", -1);
  edges.number<double>("capacity", [](auto& e) { return e.capacity_tbps; }, "capacity; NaN if neither public nor assumed",
                       "Tbit s-1");
  edges.text("capacity_prior", [&](auto& e) { return e.capacity_prior ? priors.at(*e.capacity_prior).name : std::string(); },
             "name of the [[capacity_prior]] by which the capacity is assumed; empty where it is public or unknown");
}

}  // namespace

void write_network(hdf5::Folder& root, const engine::RunRecord& record) {
  const Network& net = record.network;
  Folder folder = root.folder("network");
  folder.attribute("name", net.name);
  folder.attribute("version", net.version);
  folder.attribute("licence", net.licence);
  folder.attribute("attribution", net.attribution);
  write_nodes(folder, record);
  write_systems(folder, net);
  write_segments(folder, net);
  write_routes(folder, net);
  write_power(folder, net);
  write_links(folder, net);
  Table<TerminalSet> sets(folder, "terminal_set", net.terminal_sets, [](auto& s) { return s.name; }, "terminal set");
  write_members(folder, "terminal_set_member", members(net.terminal_sets, [](auto& s) { return s.nodes; }),
                "terminal_set", "node");
  write_graph(folder, record);
}

}  // namespace kaitei::results

// Links on land, by air and over satellites, the terminal sets, and the weights of nodes.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "geo/loading.hpp"
#include "network/dates.hpp"

namespace kaitei::geo {

using namespace network;

namespace {

NodeId place(const Row& row, const Loading& loading, std::string_view column) {
  const NodeId id = loading.node(row, column);
  if (loading.network[id].kind == NodeKind::branching_unit) {
    row.refuse(fmt::format("{} is branching unit {}", column, loading.network[id].id),
               "nothing on land meets the cable there", "name a station, city, exchange or gateway");
  }
  return id;
}

// Of links most dates are unknown: they are counted, not listed.
bool is_kept(const Link& link, const Row& row, Loading& loading, std::size_t& undated) {
  if (!loading.options.as_of) return link.retired.empty();
  const Service service = service_on(link, *loading.options.as_of);
  if (service.active && link.ready_for_service.empty()) {
    ++undated;
  } else if (!service.doubt.empty()) {
    loading.note(row, {to_string(*loading.options.as_of) + ": " + service.doubt});
  }
  return service.active;
}

void note_number(const char* layer, std::size_t some, std::size_t all, const std::string& what, Loading& loading) {
  if (some > 0) loading.repairs.push_back({layer, fmt::format("{} of {}", some, all), to_string(*loading.options.as_of) + ": " + what});
}

}  // namespace

void read_links(const Table& table, Loading& loading) {
  constexpr std::array kinds{LinkKind::backhaul, LinkKind::microwave, LinkKind::satellite};
  UniqueIds ids;
  std::size_t undated = 0;
  for (const Row& row : table.rows) {
    Link link;
    link.id = row.id();
    link.kind = row.word("kind", kinds, std::optional<LinkKind>());
    link.from = place(row, loading, "from");
    link.to = place(row, loading, "to");
    if (link.from == link.to) row.refuse("from and to are the same node", "a link joins two places", "correct one");
    link.length_km = row.not_negative("length_km");
    link.capacity_tbps = row.not_negative("capacity_tbps");
    link.failure_probability = row.not_negative("failure_probability");
    if (link.failure_probability.value_or(0) > 1) {
      row.refuse(fmt::format("failure_probability is {}", *link.failure_probability), "a probability is at most 1", "correct it");
    }
    link.ready_for_service = row.date("rfs");
    link.retired = row.date("retired");
    link.evidence = row.evidence();
    if (!is_kept(link, row, loading, undated)) continue;
    ids.take(row);  // rows of one link are of different times
    loading.network.links.push_back(std::move(link));
  }
  note_number("links", undated, table.rows.size(), "rfs is unknown; taken as in service", loading);
}

void read_terminals(const Table& table, Loading& loading) {
  std::vector<TerminalSet>& sets = loading.network.terminal_sets;
  for (const Row& row : table.rows) {
    const std::string name = row.required_text("set");
    const NodeId node = place(row, loading, "node");
    auto set = std::find_if(sets.begin(), sets.end(), [&](const TerminalSet& known) { return known.name == name; });
    if (set == sets.end()) set = sets.insert(sets.end(), TerminalSet{name, {}});
    if (std::find(set->nodes.begin(), set->nodes.end(), node) != set->nodes.end()) {
      row.refuse(fmt::format("node {} stands in set {} twice", loading.network[node].id, name),
                 "it would be counted twice", "remove one row");
    }
    set->nodes.push_back(node);
  }
}

void read_weights(const Table& table, Loading& loading) {
  std::size_t later = 0;
  for (const Row& row : table.rows) {
    Node& node = loading.network.nodes[place(row, loading, "node").index()];
    if (node.weight) {
      row.refuse(fmt::format("node {} has two weights", node.id), "its people would be counted twice", "remove one row");
    }
    Weight weight;
    weight.population = row.positive_count("population");
    weight.year = row.text("year");
    weight.demand_tbps = row.not_negative("demand_tbps");
    weight.evidence = row.evidence();
    if (!weight.population && !weight.demand_tbps) {
      row.refuse(fmt::format("node {} has neither population nor demand_tbps", node.id), "the row weighs nothing",
                 "state one or remove the row");
    }
    const std::optional<Period> year = parse_period(weight.year);
    later += loading.options.as_of && year && year->first > *loading.options.as_of;
    node.weight = std::move(weight);
  }
  note_number("weights", later, table.rows.size(), "of a later year; taken as they are", loading);
}

}  // namespace kaitei::geo

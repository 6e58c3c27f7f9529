#include "geo/network_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "geo/geodesic.hpp"

namespace kaitei::geo {
namespace {

using namespace network;

template <class Value>
std::string known(const std::optional<Value>& value) {
  if constexpr (std::is_same_v<Value, bool>) {
    return value ? (*value ? "1" : "0") : "";
  } else {
    return value ? fmt::format("{}", *value) : "";
  }
}

std::string list(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, ";")); }

constexpr auto text = ColumnType::text;
constexpr auto number = ColumnType::number;
constexpr auto count = ColumnType::count;
constexpr auto flag = ColumnType::flag;

// The structured bindings below name every field, so that a new one does not compile until it is carried here.
class RowWriter {
 public:
  explicit RowWriter(const Network& from) : network_(from) {}

  Layer nodes() const {
    Layer layer{"nodes", LayerGeometry::point,
                {{"id", text}, {"kind", text}, {"site", text}, {"name", text}, {"name_local", text}, {"name_zh", text},
                 {"name_ja", text}, {"country", text}, {"switchable", flag}, {"source", text}, {"confidence", text}}, {}};
    for (const Node& node : network_.nodes) {
      const auto& [id, name, name_local, name_zh, name_ja, kind, site, country, position, switchable, weight, evidence] = node;
      LayerRow row{{id, word(kind), site == Site::town ? word(site) : "", name, name_local, name_zh, name_ja, country, switchable ? "1" : "", evidence.source,
                    word(evidence.confidence)}, {}};
      if (is_known(position)) row.points = {position};
      layer.rows.push_back(std::move(row));
    }
    return layer;
  }

  Layer systems() const {
    Layer layer{"systems", LayerGeometry::none,
                {{"id", text}, {"name", text}, {"aliases", text}, {"owners", text}, {"landing_parties", text},
                 {"suppliers", text}, {"status", text}, {"rfs", text}, {"retired", text}, {"length_km", number},
                 {"fibre_pairs", count}, {"design_tbps", number}, {"lit_tbps", number}, {"spare_tbps", number},
                 {"repeater_spacing_km", number}, {"source", text}, {"confidence", text}}, {}};
    for (const System& system : network_.systems) {
      const auto& [id, name, aliases, owners, parties, suppliers, status, rfs, retired, length, design, lit, spare, spacing,
                   pairs, evidence] = system;
      layer.rows.push_back({{id, name, list(aliases), list(owners), list(parties), list(suppliers), word(status), rfs, retired,
                             known(length), known(pairs), known(design), known(lit), known(spare), known(spacing),
                             evidence.source, word(evidence.confidence)}, {}});
    }
    return layer;
  }

  Layer segments() const {
    Layer layer{"segments", LayerGeometry::line,
                {{"id", text}, {"system", text}, {"from", text}, {"to", text}, {"role", text}, {"length_km", number},
                 {"length_basis", text}, {"fibre_pairs", count}, {"shallow_fraction", number}, {"slope_fraction", number}, {"deep_fraction", number},
                 {"repeatered", flag}, {"source", text}, {"confidence", text}}, {}};
    for (const Segment& segment : network_.segments) {
      const auto& [id, system, from, to, role, length, stated, pairs, shares, repeatered, line, evidence] = segment;
      const auto share = [&](std::size_t i) { return shares ? fmt::format("{}", (*shares)[i]) : std::string(); };
      const bool as_drawn = !stated && length == line_length_km(line);
      layer.rows.push_back({{id, name_of(system), name_of(from), name_of(to), word(role),
                             as_drawn ? "" : fmt::format("{}", length), as_drawn ? "" : stated ? "stated" : "scaled",
                             known(pairs), share(0), share(1), share(2),
                             known(repeatered), evidence.source, word(evidence.confidence)}, line});
    }
    return layer;
  }

  Layer routes() const {
    Layer layer{"routes", LayerGeometry::none,
                {{"id", text}, {"system", text}, {"from", text}, {"to", text}, {"segments", text}, {"fibre_pairs", count},
                 {"capacity_tbps", number}, {"plan", text}, {"source", text}, {"confidence", text}}, {}};
    for (const Route& route : network_.routes) {
      const auto& [id, system, from, to, segments, pairs, capacity, plan, evidence] = route;
      layer.rows.push_back({{id, name_of(system), name_of(from), name_of(to), names_of(segments), known(pairs),
                             known(capacity), word(plan), evidence.source, word(evidence.confidence)}, {}});
    }
    return layer;
  }

  Layer power_sections() const {
    Layer layer{"power_sections", LayerGeometry::none,
                {{"id", text}, {"system", text}, {"segments", text}, {"end_a", text}, {"end_b", text},
                 {"single_end_capable", flag}, {"source", text}, {"confidence", text}}, {}};
    for (const PowerSection& section : network_.power_sections) {
      const auto& [id, system, segments, end_a, end_b, capable, evidence] = section;
      layer.rows.push_back({{id, name_of(system), names_of(segments), name_of(end_a), end_b ? name_of(*end_b) : "",
                             known(capable), evidence.source, word(evidence.confidence)}, {}});
    }
    return layer;
  }

  Layer links() const {
    Layer layer{"links", LayerGeometry::none,
                {{"id", text}, {"kind", text}, {"from", text}, {"to", text}, {"length_km", number},
                 {"capacity_tbps", number}, {"failure_probability", number}, {"rfs", text}, {"retired", text}, {"source", text}, {"confidence", text}}, {}};
    for (const Link& link : network_.links) {
      const auto& [id, kind, from, to, length, capacity, probability, rfs, retired, evidence] = link;
      layer.rows.push_back({{id, word(kind), name_of(from), name_of(to), known(length), known(capacity),
                             known(probability), rfs, retired, evidence.source, word(evidence.confidence)}, {}});
    }
    return layer;
  }

  Layer terminals() const {
    Layer layer{"terminals", LayerGeometry::none, {{"set", text}, {"node", text}}, {}};
    for (const TerminalSet& set : network_.terminal_sets) {
      const auto& [name, nodes] = set;
      for (const NodeId node : nodes) layer.rows.push_back({{name, name_of(node)}, {}});
    }
    return layer;
  }

  Layer weights() const {
    Layer layer{"weights", LayerGeometry::none,
                {{"node", text}, {"population", count}, {"year", text}, {"demand_tbps", number}, {"source", text},
                 {"confidence", text}}, {}};
    for (const Node& node : network_.nodes) {
      if (!node.weight) continue;
      const auto& [population, year, demand, evidence] = *node.weight;
      layer.rows.push_back({{node.id, known(population), year, known(demand), evidence.source, word(evidence.confidence)}, {}});
    }
    return layer;
  }

  Layer about() const {
    return {"about", LayerGeometry::none, {{"name", text}, {"version", text}, {"licence", text}, {"attribution", text}},
            {{{network_.name, network_.version, network_.licence, network_.attribution}, {}}}};
  }

 private:
  template <class Word>
  static std::string word(Word value) {
    return std::string(to_string(value));
  }
  template <class IdType>
  std::string name_of(IdType id) const {
    return network_[id].id;
  }
  std::string names_of(const std::vector<SegmentId>& ids) const {
    std::vector<std::string> names;
    for (const SegmentId id : ids) names.push_back(name_of(id));
    return list(names);
  }

  const Network& network_;
};

}  // namespace

std::vector<Layer> rows_of(const Network& network) {
  const RowWriter writer(network);
  std::vector<Layer> layers{writer.nodes(), writer.segments()};
  std::vector<Layer> others{writer.systems(), writer.routes(), writer.power_sections(), writer.links(),
                            writer.terminals(), writer.weights(), writer.about()};
  for (Layer& layer : others) {
    if (!layer.rows.empty()) layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace kaitei::geo

#include <map>

#include <fmt/ranges.h>

#include "report/cells.hpp"
#include "report/content.hpp"

namespace kaitei::report {
namespace {

using namespace network;

Word word_of(Status status) {
  switch (status) {
    case Status::in_service: return Word::in_service;
    case Status::planned: return Word::planned;
    case Status::retired: return Word::retired;
  }
  return Word::unknown;
}

Word word_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::station: return Word::kind_station;
    case NodeKind::city: return Word::kind_city;
    case NodeKind::exchange: return Word::kind_exchange;
    case NodeKind::branching_unit: return Word::kind_branching_unit;
    case NodeKind::gateway: return Word::kind_gateway;
  }
  return Word::unknown;
}

Word word_of(LinkKind kind) {
  switch (kind) {
    case LinkKind::backhaul: return Word::kind_backhaul;
    case LinkKind::microwave: return Word::kind_microwave;
    case LinkKind::satellite: return Word::kind_satellite;
  }
  return Word::unknown;
}

template <class Number>
Cell optional(const std::optional<Number>& value) {
  return value ? plain(static_cast<double>(*value)) : Cell{};
}

class Tables {
 public:
  explicit Tables(const Subject& of) : of_(of), say_(of.say), net_(of.record.network), element_(of.element_of_feature()) {}

  Table systems() const {
    std::vector<double> length(net_.systems.size()), whole(net_.systems.size(), 1);
    std::vector<std::uint64_t> segments(net_.systems.size());
    for (std::size_t i = 0; i < net_.segments.size(); ++i) {
      const std::size_t s = net_.segments[i].system.index();
      ++segments[s];
      length[s] += net_.segments[i].length_km;
      if (const Element* element = element_[of_.features.segment(i)]) whole[s] *= 1 - probability_of(*element);
    }
    Table table{say_(Word::systems_caption),
                {{say_(Word::name)}, {say_(Word::status)}, {say_(Word::since)}, {say_(Word::length), Align::number},
                 {say_(Word::segments), Align::number}, {say_(Word::fibre_pairs), Align::number}, {say_(Word::capacity), Align::number},
                 {say_(Word::at_least_one), Align::number}, {say_(Word::owners)}, {say_(Word::id), Align::id}},
                {}};
    for (std::size_t i = 0; i < net_.systems.size(); ++i) {
      const System& system = net_.systems[i];
      if (segments[i] == 0) continue;  // not in the network that was simulated
      table.rows.push_back({{of_.name(system), std::nullopt, first_segment(i)}, {say_(word_of(system.status))}, {system.ready_for_service},
                            {fmt::format("{:.0f}", length[i]), length[i]}, count(segments[i]), optional(system.fibre_pairs),
                            optional(system.design_tbps), {fmt::format("{:.3g}", 1 - whole[i]), 1 - whole[i]},
                            {fmt::format("{}", fmt::join(system.owners, "; "))}, {system.id}});
    }
    return table;
  }

  Table segments() const {
    Table table{say_(Word::segments_caption),
                {{say_(Word::name)}, {say_(Word::length), Align::number}, {say_(Word::depth), Align::number},
                 {say_(Word::fibre_pairs), Align::number}, {say_(Word::failure_probability), Align::number},
                 {say_(Word::failed_trials), Align::number}, {say_(Word::id), Align::id}},
                {}, Shown::folded};
    for (std::size_t i = 0; i < net_.segments.size(); ++i) {
      const Segment& segment = net_.segments[i];
      std::vector<Cell> row{{of_.name(segment), std::nullopt, of_.features.segment(i)},
                            {fmt::format("{:.0f}", segment.length_km), segment.length_km}, depth(segment), optional(segment.fibre_pairs)};
      finish(std::move(row), of_.features.segment(i), segment.id, table);
    }
    return table;
  }

  Table nodes() const {
    Table table{say_(Word::nodes_caption),
                {{say_(Word::name)}, {say_(Word::kind)}, {say_(Word::country)}, {say_(Word::failure_probability), Align::number},
                 {say_(Word::failed_trials), Align::number}, {say_(Word::id), Align::id}},
                {}, Shown::folded};
    for (std::size_t i = 0; i < net_.nodes.size(); ++i) {
      const Node& node = net_.nodes[i];
      std::vector<Cell> row{{of_.name(node), std::nullopt, of_.features.node(i)}, {say_(word_of(node.kind))}, {node.country}};
      finish(std::move(row), of_.features.node(i), node.id, table);
    }
    return table;
  }

  Table links() const {
    Table table{say_(Word::links_caption),
                {{say_(Word::name)}, {say_(Word::kind)}, {say_(Word::length), Align::number}, {say_(Word::failure_probability), Align::number},
                 {say_(Word::failed_trials), Align::number}, {say_(Word::id), Align::id}},
                {}, Shown::folded};
    for (std::size_t i = 0; i < net_.links.size(); ++i) {
      const Link& link = net_.links[i];
      std::vector<Cell> row{{of_.name(link), std::nullopt, of_.features.link(i)}, {say_(word_of(link.kind))},
                            link.length_km ? Cell{fmt::format("{:.0f}", *link.length_km), *link.length_km} : Cell{}};
      finish(std::move(row), of_.features.link(i), link.id, table);
    }
    return table;
  }

 private:
  double probability_of(const Element& element) const { return of_.record.probability.at(index_of(element)); }
  std::size_t index_of(const Element& element) const { return static_cast<std::size_t>(&element - of_.record.graph.elements.data()); }

  std::optional<std::size_t> first_segment(std::size_t system) const {
    for (std::size_t i = 0; i < net_.segments.size(); ++i)
      if (net_.segments[i].system.index() == system) return of_.features.segment(i);
    return std::nullopt;
  }

  static Cell depth(const Segment& segment) {
    if (!segment.depth_shares) return {};
    const auto& [shallow, slope, deep] = *segment.depth_shares;
    return {fmt::format("{:.0f} / {:.0f} / {:.0f} %", 100 * shallow, 100 * slope, 100 * deep), shallow};
  }

  // How likely it fails, how often it did, and its id.
  void finish(std::vector<Cell> row, std::size_t feature, const std::string& id, Table& table) const {
    if (const Element* element = element_.at(feature)) {
      const double p = probability_of(*element);
      row.push_back({fmt::format("{:.3g}", p), p});
      const auto& failed = of_.record.tallies.element_failed;
      row.push_back(failed.empty() ? Cell{} : count(failed.at(index_of(*element))));  // empty: the run did not count them
    } else {
      row.resize(row.size() + 2);
    }
    row.push_back({id});
    table.rows.push_back(std::move(row));
  }

  const Subject& of_;
  const Speaker& say_;
  const Network& net_;
  std::vector<const Element*> element_;
};

}  // namespace

Section network_tables(const Subject& of) {
  const Tables tables(of);
  Section section{"network", of.say(Word::network_section), {}};
  for (Table table : {tables.systems(), tables.segments(), tables.nodes(), tables.links()})
    if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  return section;
}

}  // namespace kaitei::report

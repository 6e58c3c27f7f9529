#include "report/map_data.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include <fmt/ranges.h>

#include "report/cells.hpp"
#include "report/coast.hpp"
#include "report/embedded.hpp"
#include "report/labels.hpp"
#include "report/scenario_blocks.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using namespace network;
using nlohmann::json;

// Longitudes within half a turn of the middle of what is asked about, so that nothing jumps at 180 degrees.
class Frame {
 public:
  explicit Frame(const Network& net) {
    const std::vector<Position> home = home_positions(net);
    double x = 0, y = 0;
    for (const Position& p : home) {
      x += std::cos(p.longitude * std::numbers::pi / 180);
      y += std::sin(p.longitude * std::numbers::pi / 180);
    }
    centre_ = std::atan2(y, x) * 180 / std::numbers::pi;
    home_ = around(home);
    std::vector<Position> all;
    for (const Node& node : net.nodes)
      if (is_known(node.position)) all.push_back(node.position);
    all_ = around(all);
    for (const Segment& segment : net.segments) {
      double before = centre_;
      for (const Position& p : segment.line) {
        before = near(p.longitude, before);
        all_ = {std::min(all_.west, before), std::min(all_.south, p.latitude), std::max(all_.east, before), std::max(all_.north, p.latitude)};
      }
    }
  }

  Extent home() const { return home_; }
  Extent all() const { return all_; }
  json point(const Position& p) const { return {rounded(p.latitude), rounded(near(p.longitude, centre_))}; }
  json line(const std::vector<Position>& line) const {
    json points = json::array();
    double before = centre_;
    for (const Position& p : line) {
      before = near(p.longitude, before);
      points.push_back({rounded(p.latitude), rounded(before)});
    }
    return points;
  }

 private:
  // The nodes of terminal sets, without gateways; else all.
  static std::vector<Position> home_positions(const Network& net) {
    std::set<std::size_t> asked;
    for (const TerminalSet& set : net.terminal_sets)
      for (const NodeId node : set.nodes)
        if (net[node].kind != NodeKind::gateway) asked.insert(node.index());
    std::vector<Position> positions;
    for (std::size_t i = 0; i < net.nodes.size(); ++i)
      if (is_known(net.nodes[i].position) && (asked.empty() || asked.contains(i))) positions.push_back(net.nodes[i].position);
    return positions;
  }
  static double near(double longitude, double other) { return longitude + 360 * std::round((other - longitude) / 360); }
  static double rounded(double degrees) { return std::round(degrees * 1000) / 1000; }
  Extent around(const std::vector<Position>& positions) const {
    Extent extent{centre_, 90, centre_, -90};
    for (const Position& p : positions) {
      const double longitude = near(p.longitude, centre_);
      extent = {std::min(extent.west, longitude), std::min(extent.south, p.latitude), std::max(extent.east, longitude), std::max(extent.north, p.latitude)};
    }
    return extent;
  }

  double centre_ = 0;
  Extent home_, all_;
};

class MapData {
 public:
  explicit MapData(const Subject& of) : of_(of), say_(of.say), net_(of.record.network), frame_(net_), element_(of.element_of_feature()), lines_(net_.nodes.size()) {
    const auto count = [&](const auto& rows) {
      for (const auto& row : rows) {
        ++lines_[row.from.index()];
        ++lines_[row.to.index()];
      }
    };
    count(net_.segments);
    count(net_.links);
  }

  json features() const {
    json list = json::array();
    for (std::size_t i = 0; i < net_.segments.size(); ++i) list.push_back(segment(i));
    for (std::size_t i = 0; i < net_.links.size(); ++i) list.push_back(link(i));
    for (std::size_t i = 0; i < net_.nodes.size(); ++i) list.push_back(node(i));
    return list;
  }

  json layers() const {
    json list = json::array({probability_layer()});
    for (std::size_t c = 0; c < of_.record.connectivity.size(); ++c)
      if (of_.findings.disconnected[c].counts.events >= results::enough_to_rank && !of_.findings.important[c].empty())
        list.push_back(importance_layer(c));
    for (const engine::ScenarioRecord& scenario : of_.record.scenarios) {
      for (const StruckOnMap& struck : struck_on_map(of_, scenario))
        if (!struck.failed.empty()) list.push_back(struck_layer(say_(Word::layer_cuts, scenario.name), struck));
      for (const CutOnMap& cut : cuts_on_map(of_, scenario))
        list.push_back({{"group", say_(Word::layer_cuts, scenario.name)}, {"name", cut.name}, {"note", cut.note}, {"members", cut.features}});
      for (const CellsOnMap& cells : cells_on_map(of_, scenario)) list.push_back(cells_layer(say_(Word::layer_cuts, scenario.name), cells));
    }
    return list;
  }

  json land() const {
    constexpr double margin = 20;
    Extent extent = frame_.all();
    const double tolerance = std::max(0.002, (frame_.home().east - frame_.home().west) / 3000);
    extent = {extent.west - margin, std::max(-85.0, extent.south - margin), extent.east + margin, std::min(85.0, extent.north + margin)};
    json polygons = json::array();
    for (const Polygon& polygon : land_within(land_geojson(), extent, tolerance)) {
      json rings = json::array();
      for (const Ring& ring : polygon) {
        json points = json::array();
        for (const Position& p : ring) points.push_back({std::round(p.latitude * 1000) / 1000, std::round(p.longitude * 1000) / 1000});
        rings.push_back(std::move(points));
      }
      polygons.push_back(std::move(rings));
    }
    return polygons;
  }

  static json box(Extent e) { return {e.south, e.west, e.north, e.east}; }
  json home() const { return box(frame_.home()); }
  json all() const { return box(frame_.all()); }

 private:
  using Facts = std::vector<std::pair<Word, std::string>>;

  json facts(const Facts& facts, std::size_t feature) const {
    json list = json::array();
    const auto add = [&](Word what, const std::string& value) {
      if (!value.empty()) list.push_back({say_(what), value});
    };
    for (const auto& [what, value] : facts) add(what, value);
    if (const Element* element = element_.at(feature)) {
      const auto e = static_cast<std::size_t>(element - of_.record.graph.elements.data());
      add(Word::failure_probability, fmt::format("{:.3g}", of_.record.probability.at(e)));
      const auto& failed = of_.record.tallies.element_failed;
      if (!failed.empty()) add(Word::failed_trials, results::grouped(failed.at(e)));  // empty: the run did not count them
    }
    return list;
  }

  json segment(std::size_t i) const {
    const Segment& s = net_.segments[i];
    const System& system = net_[s.system];
    Facts known{{Word::length_short, fmt::format("{:.0f} km{}", s.length_km, s.length_stated ? "" : " (" + say_(Word::computed) + ")")}};
    if (s.fibre_pairs) known.emplace_back(Word::fibre_pairs, fmt::format("{}", *s.fibre_pairs));
    if (system.design_tbps) known.emplace_back(Word::capacity, fmt::format("{:g}", *system.design_tbps));
    known.emplace_back(Word::since, system.ready_for_service);
    known.emplace_back(Word::owners, fmt::format("{}", fmt::join(system.owners, "; ")));
    return {{"type", "segment"}, {"name", of_.name(s)}, {"line", frame_.line(line_of(s))}, {"facts", facts(known, of_.features.segment(i))}};
  }

  // Data without drawn lines are joined straight.
  std::vector<Position> line_of(const Segment& s) const {
    if (!s.line.empty()) return s.line;
    return between(s.from, s.to);
  }
  std::vector<Position> between(NodeId from, NodeId to) const {
    if (!is_known(net_[from].position) || !is_known(net_[to].position)) return {};
    return {net_[from].position, net_[to].position};
  }

  json link(std::size_t i) const {
    const Link& l = net_.links[i];
    Facts known;
    if (l.length_km) known.emplace_back(Word::length_short, fmt::format("{:.0f} km", *l.length_km));
    return {{"type", "link"}, {"name", of_.name(l)}, {"line", frame_.line(between(l.from, l.to))}, {"facts", facts(known, of_.features.link(i))}};
  }

  json node(std::size_t i) const {
    const Node& n = net_.nodes[i];
    json feature{{"type", "node"}, {"kind", to_string(n.kind)}, {"name", of_.name(n)}, {"facts", facts({{Word::country, n.country}}, of_.features.node(i))}};
    if (is_known(n.position)) feature["point"] = frame_.point(n.position);
    if (n.kind != NodeKind::branching_unit) {
      feature["label"] = of_.short_name(n);
      feature["lines"] = lines_[i];
    }
    return feature;
  }

  json probability_layer() const {
    json values = json::object();
    for (std::size_t f = 0; f < element_.size(); ++f)
      if (element_[f]) {
        const double p = of_.record.probability.at(static_cast<std::size_t>(element_[f] - of_.record.graph.elements.data()));
        if (p > 0) values[std::to_string(f)] = {p, fmt::format("{:.3g}", p)};
      }
    return {{"group", ""}, {"name", say_(Word::layer_probability)}, {"classes", "quantiles"}, {"values", values}};
  }

  json struck_layer(const std::string& group, const StruckOnMap& struck) const {
    json values = json::object();
    for (std::size_t f = 0; f < element_.size(); ++f) {
      if (!element_[f]) continue;
      const std::uint64_t failed = struck.failed.at(static_cast<std::size_t>(element_[f] - of_.record.graph.elements.data()));
      if (failed == 0) continue;
      const auto estimate = results::estimate({failed, struck.trials}, of_.record.experiment.run.confidence_level);
      values[std::to_string(f)] = {estimate.value, fmt::format("{} ({})", results::probability(estimate), interval_text(say_, estimate.interval))};
    }
    return {{"group", group}, {"name", struck.name}, {"classes", "quantiles"}, {"values", values}};
  }

  json cells_layer(const std::string& group, const CellsOnMap& cells) const {
    const json corner = frame_.point({cells.west, cells.south});
    return {{"group", group}, {"name", cells.name}, {"classes", "counts"},
            {"cells", {{"south", cells.south}, {"west", corner[1]}, {"height", cells.height}, {"width", cells.width}, {"columns", cells.columns}, {"values", cells.values}}},
            {"disc", {{"centre", frame_.point(cells.worst)}, {"km", cells.radius_km}}}};
  }

  json importance_layer(std::size_t outcome) const {
    json values = json::object();
    for (const results::ElementFinding& f : of_.findings.important[outcome]) {
      const Element& element = of_.record.graph.elements[f.element];
      const std::string key = std::to_string(of_.feature(element));
      // Of a town's several stations the foremost.
      if (element.kind == ElementKind::feed || !(f.birnbaum.interval.lower > 0) || values.contains(key)) continue;
      values[key] = {f.birnbaum.value, fmt::format("{} ({})", importance(f.birnbaum).text, interval_text(say_, f.birnbaum.interval))};
    }
    return {{"group", say_(Word::layer_importance)}, {"name", report::outcome(say_, of_.record.connectivity[outcome].name)}, {"classes", "equal"}, {"values", values}};
  }

  const Subject& of_;
  const Speaker& say_;
  const Network& net_;
  Frame frame_;
  std::vector<const Element*> element_;
  std::vector<std::size_t> lines_;  // that end at each node
};

}  // namespace

bool has_map(const Network& net) {
  return std::ranges::any_of(net.nodes, [](const Node& node) { return is_known(node.position); });
}

json map_data(const Subject& of) {
  const MapData map(of);
  const Speaker& say = of.say;
  const auto words = [&](std::initializer_list<std::pair<const char*, Word>> list) {
    json said = json::object();
    for (const auto& [key, which] : list) said[key] = say(which);
    return said;
  };
  return {{"words", words({{"home", Word::home_view}, {"all", Word::whole_network}, {"members", Word::in_the_set}, {"others", Word::not_in_the_set},
                           {"none", Word::no_value}, {"nothing", Word::nothing_lost}, {"disc", Word::worst_disc_found}, {"cable", Word::cable_line}, {"link", Word::link_line},
                           {"zoom_in", Word::zoom_in}, {"zoom_out", Word::zoom_out}})},
          {"home", map.home()}, {"all", map.all()}, {"land", map.land()}, {"features", map.features()}, {"layers", map.layers()}};
}

}  // namespace kaitei::report

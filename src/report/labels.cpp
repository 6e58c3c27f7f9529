#include "report/labels.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "experiment/words.hpp"

namespace kaitei::report {
namespace {

using experiment::Definition;
using experiment::ScenarioKind;

Word word_of(Definition definition) {
  switch (definition) {
    case Definition::direct: return Word::defined_direct;
    case Definition::partner: return Word::defined_partner;
    case Definition::any: return Word::defined_any;
  }
  return Word::defined_any;
}

Word word_of(ScenarioKind kind) {
  switch (kind) {
    case ScenarioKind::n_minus_k: return Word::of_n_minus_k;
    case ScenarioKind::disc: return Word::of_disc;
    case ScenarioKind::anchor_drag: return Word::of_anchor_drag;
    case ScenarioKind::corridor: return Word::of_corridor;
    case ScenarioKind::polygon: return Word::of_polygon;
    case ScenarioKind::raster: return Word::of_raster;
    case ScenarioKind::worst_disc: return Word::of_worst_disc;
    case ScenarioKind::earthquake: return Word::of_earthquake;
    case ScenarioKind::turbidity_current: return Word::of_turbidity_current;
    case ScenarioKind::attack_sequence: return Word::of_attack_sequence;
    case ScenarioKind::attacker: return Word::of_attacker;
    case ScenarioKind::common_cause: return Word::of_common_cause;
    case ScenarioKind::copula: return Word::of_copula;
    case ScenarioKind::blackout: return Word::of_blackout;
    case ScenarioKind::deterrence: return Word::of_deterrence;
    case ScenarioKind::mixture: return Word::of_mixture;
    case ScenarioKind::together: return Word::of_together;
  }
  return Word::unknown;
}

constexpr std::array<std::pair<std::string_view, Word>, 48> swept{{
#define KAITEI_KEY(key) {#key, Word::swept_##key}
    KAITEI_KEY(events), KAITEI_KEY(mean_events), KAITEI_KEY(radius_km), KAITEI_KEY(aspect), KAITEI_KEY(band),
    KAITEI_KEY(west), KAITEI_KEY(east), KAITEI_KEY(south), KAITEI_KEY(north), KAITEI_KEY(spacing_km),
    KAITEI_KEY(deepest_m), KAITEI_KEY(width_km), KAITEI_KEY(heading_degrees), KAITEI_KEY(heading_spread_degrees),
    KAITEI_KEY(length_km), KAITEI_KEY(length_sigma), KAITEI_KEY(drags), KAITEI_KEY(cut_probability),
    KAITEI_KEY(interdiction_probability), KAITEI_KEY(hit_probability), KAITEI_KEY(from_longitude),
    KAITEI_KEY(from_latitude), KAITEI_KEY(to_longitude), KAITEI_KEY(to_latitude), KAITEI_KEY(median),
    KAITEI_KEY(beta), KAITEI_KEY(magnitude), KAITEI_KEY(exposure_years), KAITEI_KEY(trigger_distance_km),
    KAITEI_KEY(trigger_probability), KAITEI_KEY(distance_growth), KAITEI_KEY(slide_distance_km),
    KAITEI_KEY(slide_probability), KAITEI_KEY(unknown_runout_km), KAITEI_KEY(runout_least_share),
    KAITEI_KEY(flow_reach_km), KAITEI_KEY(flow_cut_probability), KAITEI_KEY(flow_first_speed_m_s),
    KAITEI_KEY(flow_last_speed_m_s), KAITEI_KEY(flow_speed_spread), KAITEI_KEY(strike_degrees), KAITEI_KEY(attack_probability),
    KAITEI_KEY(deterrence_factor), KAITEI_KEY(shock_days), KAITEI_KEY(correlation_km), KAITEI_KEY(probability),
    KAITEI_KEY(station_loss), KAITEI_KEY(feed_loss)
#undef KAITEI_KEY
}};

constexpr std::array<std::pair<std::string_view, Word>, 5> orders{{
    {"degree", Word::by_degree}, {"betweenness", Word::by_betweenness}, {"capacity", Word::by_capacity}, {"importance", Word::by_importance},
    {"traffic", Word::by_traffic}}};

template <std::size_t n>
std::string said(const Speaker& say, const std::array<std::pair<std::string_view, Word>, n>& words, const std::string& name) {
  const auto found = std::ranges::find(words, name, [](const auto& word) { return word.first; });
  return found == words.end() ? name : say(found->second);
}

}  // namespace

std::string definition(const Speaker& say, Definition which) { return say(word_of(which)); }

std::string outcome(const Speaker& say, const std::string& name) {
  const std::size_t slash = name.rfind('/');
  if (slash == name.npos) return name;
  for (const Definition which : {Definition::direct, Definition::partner, Definition::any})
    if (name.substr(slash + 1) == experiment::word(which)) return name.substr(0, slash + 1) + definition(say, which);
  return name;
}

std::string fewer_systems(const Speaker& say, const std::string& joining, std::uint32_t limit) {
  return limit == 1 ? say(Word::loss_fewer_one, joining) : say(Word::loss_fewer, joining, limit);
}

std::string loss(const Speaker& say, const engine::RunRecord& record, const engine::LossLabel& label) {
  if (label.loss.kind != Loss::Kind::fewer_systems) return outcome(say, label.name);
  return fewer_systems(say, record.joining.at(label.loss.outcome).name, label.loss.fewer_than);
}

std::string scenario_kind(const Speaker& say, ScenarioKind kind) { return say(word_of(kind)); }

std::string swept_key(const Speaker& say, const std::string& key) { return said(say, swept, key); }

std::string attack_order(const Speaker& say, const std::string& name) {
  const std::size_t comma = name.find(", ");
  const std::string order = said(say, orders, name.substr(0, comma));
  return comma == name.npos ? order : say(Word::recomputed, order);
}

}  // namespace kaitei::report

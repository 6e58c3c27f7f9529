// Words for the experiment's choices, as labels, result files and summaries spell them.
#pragma once

#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"

namespace kaitei::experiment {

constexpr std::string_view word(FailureMode mode) {
  return mode == FailureMode::snapshot ? "snapshot" : "window";
}
constexpr std::string_view word(Quantifier quantifier) {
  return quantifier == Quantifier::any ? "any" : "all";
}
constexpr std::string_view word(Definition definition) {
  switch (definition) {
    case Definition::direct: return "direct";
    case Definition::partner: return "partner";
    case Definition::any: return "any";
  }
  return "";
}

// The n-th word stands for the n-th enumerator.
inline const std::vector<std::string_view>& scenario_kinds() {
  static const std::vector<std::string_view> words{
      "n-minus-k", "disc", "anchor-drag", "corridor", "polygon", "raster", "worst-disc", "earthquake",
      "turbidity-current", "attack-sequence",
      "attacker", "common-cause", "copula", "blackout", "deterrence", "mixture", "together"};
  return words;
}
inline const std::vector<std::string_view>& unit_kinds() {
  static const std::vector<std::string_view> words{"segments", "cables", "stations", "feeds", "links", "groups", "corridors"};
  return words;
}
inline const std::vector<std::string_view>& length_distributions() {
  static const std::vector<std::string_view> words{"fixed", "exponential", "lognormal"};
  return words;
}
inline const std::vector<std::string_view>& intensity_measures() {
  static const std::vector<std::string_view> words{"greatest", "integral"};
  return words;
}
inline const std::vector<std::string_view>& ruptures() {
  static const std::vector<std::string_view> words{"point", "crustal", "interface", "by-zone"};
  return words;
}
inline const std::vector<std::string_view>& flow_triggers() {
  static const std::vector<std::string_view> words{"earthquake", "river_flood", "storm"};
  return words;
}
inline const std::vector<std::string_view>& attack_orders() {
  static const std::vector<std::string_view> words{"degree", "betweenness", "capacity", "importance", "traffic"};
  return words;
}
inline std::string_view word(ScenarioKind kind) { return scenario_kinds()[static_cast<std::size_t>(kind)]; }
inline std::string_view word(AttackOrder order) { return attack_orders()[static_cast<std::size_t>(order)]; }
inline std::string_view word(UnitKind kind) { return unit_kinds()[static_cast<std::size_t>(kind)]; }

}  // namespace kaitei::experiment

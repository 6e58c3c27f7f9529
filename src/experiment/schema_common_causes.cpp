// Keys of the scenarios in which elements fail together without a place that is struck, and of those made of others.
#include "experiment/schema_parts.hpp"

namespace kaitei::experiment {
namespace {

constexpr auto rows = &Experiment::scenarios;

void add_common_cause(std::vector<Key>& table) {
  using C = CommonCause;
  constexpr auto group = &Scenario::common_cause;
  const auto add = [&](Key row) { table.push_back(only_of({ScenarioKind::common_cause}, std::move(row))); };
  const std::map<std::string, double> none;
  add(key(Type::number_table, "scenario", "shocks", none, {.min = 0, .max = 1}, at(rows, group, &C::shocks),
          "Sets that fail together, each with its probability in an event: \"group:<name of [groups]>\", "
          "\"cable:<system>\" or an element's id. Shocks are independent of each other."));
  add(key(Type::number_table, "scenario", "shocks_per_year", none, not_negative, at(rows, group, &C::shocks_per_year),
          "The same with rates: a set fails in an event with probability 1 - exp(-rate shock_days / 365.25)."));
  add(key(Type::number, "scenario", "shock_days", 365.25, not_negative, at(rows, group, &C::shock_days),
          "Days that an event spans, for shocks_per_year."));
}

void add_copula(std::vector<Key>& table) {
  table.push_back(only_of({ScenarioKind::copula},
      key(Type::number, "scenario", "correlation_km", 100.0, {.min = 0, .max = 40000, .above_min = true},
          at(rows, &Scenario::copula, &Copula::length_km),
          "Correlation length L of a Gaussian copula over the segments: the normal variables behind two segments whose "
          "middles lie d km apart have correlation exp(-d / L). Every element keeps its probability of [failure]; what is no "
          "segment fails on its own.")));
}

void add_blackout(std::vector<Key>& table) {
  using B = Blackout;
  constexpr auto group = &Scenario::blackout;
  const auto add = [&](Key row) { table.push_back(only_of({ScenarioKind::blackout}, std::move(row))); };
  constexpr Limits share{.min = 0, .max = 1};
  add(key(Type::text_list, "scenario", "stations", Rows{}, filled, at(rows, group, &B::stations),
          "Landing stations of the region, with the power feeds that they house. None: all within west, east, south and "
          "north."));
  add(key(Type::number, "scenario", "probability", 1.0, share, at(rows, group, &B::probability),
          "Probability that the event happens at all; if it does not, nothing is lost."));
  add(key(Type::number, "scenario", "station_loss", 0.0, share, at(rows, group, &B::station_loss),
          "Probability that a station of the region is lost if it happens, each on its own: 1 for a strike on stations."));
  add(key(Type::number, "scenario", "feed_loss", 1.0, share, at(rows, group, &B::feed_loss),
          "Probability that a power feed of the region is lost if it happens, each on its own: below 1 with generators. A "
          "cable with both ends in the region may lose both."));
}

void add_composed(std::vector<Key>& table) {
  table.push_back(only_of({ScenarioKind::mixture},
      key(Type::number_table, "scenario", "weights", std::nullopt, positive, at(rows, &Scenario::weights),
          "Scenarios that stand before this one and draw their events, each with its weight: a trial is the same trial of one "
          "of them, chosen with probability weight / sum of the weights.")));
  table.push_back(only_of({ScenarioKind::together},
      key(Type::text_list, "scenario", "of", std::nullopt, {.min_items = 1, .text = TextRule::not_empty},
          at(rows, &Scenario::of),
          "Scenarios that stand before this one and draw their events: a trial has what the same trial of each of them "
          "has.")));
}

}  // namespace

void add_common_causes(std::vector<Key>& table) {
  add_common_cause(table);
  add_copula(table);
  add_blackout(table);
  add_composed(table);
}

}  // namespace kaitei::experiment

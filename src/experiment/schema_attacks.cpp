// Keys of the scenarios in which someone chooses: attack-sequence, attacker, deterrence.
#include "experiment/schema_parts.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

constexpr auto rows = &Experiment::scenarios;

void add_attack_sequence(std::vector<Key>& table) {
  table.push_back(only_of({ScenarioKind::attack_sequence},
      word(Type::word_list, "scenario", "orders", Rows{"degree", "betweenness", "capacity"}, attack_orders(),
           at(rows, &Scenario::attack_sequence, &AttackSequenceSettings::orders),
           "What puts a unit first: degree, the routes and links that its loss takes down; betweenness, the shortest paths "
           "through it, each pair of nodes counting the same; traffic, the same with each pair counting the product of its two "
           "nodes' people, as the network's weights state them (nodes without any carry traffic but have none of their own); "
           "capacity, the public capacity that its loss takes down; importance, the Birnbaum importance in the "
           "run's first 262,144 trials, summed over the connectivity outcomes. Each is run as measured once at the start and as "
           "measured anew after every removal.")));
}

void add_attacker(std::vector<Key>& table) {
  using A = AttackerSettings;
  const auto add = [&](std::string_view name, double standard, Limits limits, double A::*field, std::string_view meaning) {
    table.push_back(only_of({ScenarioKind::attacker}, key(Type::number, "scenario", name, standard, limits,
                                                          at(rows, &Scenario::attacker, field), meaning)));
  };
  constexpr Limits cost{.min = 0, .max = 1e6, .above_min = true};
  add("budget", 10, {.min = 0, .max = 1e9}, &A::budget, "What the attacker has to spend, in the units of the costs.");
  add("cost_shallow", 1, cost, &A::cost_shallow,
      "Cost of cutting a segment in less than 200 m of water. A segment is cut where that is cheapest.");
  add("cost_slope", 2, cost, &A::cost_slope, "The same in 200 to 1000 m.");
  add("cost_deep", 5, cost, &A::cost_deep, "The same in more than 1000 m.");
  add("cost_station", 3, cost, &A::cost_station, "Cost of a landing station.");
  add("cost_feed", 3, cost, &A::cost_feed, "Cost of a power feed.");
  add("cost_link", 3, cost, &A::cost_link, "Cost of a terrestrial or wireless link.");
  add("distance_doubling_km", 0, not_negative, &A::distance_doubling_km,
      "Distance from the attacker's home at which costs have doubled; they grow evenly with distance. 0: distance costs nothing.");
  add("home_longitude", 0, {.min = -180, .max = 180}, &A::home_longitude, "Where the attacker sets out, degrees east.");
  add("home_latitude", 0, {.min = -90, .max = 90}, &A::home_latitude, "Where the attacker sets out, degrees north.");
  add("guarded_factor", 1, {.min = 1, .max = 1e6}, &A::guarded_factor,
      "Factor on costs in guarded waters, which are the box of west, east, south and north.");
}

void add_deterrence(std::vector<Key>& table) {
  using D = Deterrence;
  constexpr auto group = &Scenario::deterrence;
  const auto add = [&](Key row) { table.push_back(only_of({ScenarioKind::deterrence}, std::move(row))); };
  add(key(Type::number, "scenario", "attack_probability", 0.01, {.min = 0, .max = 1}, at(rows, group, &D::attack_probability),
          "Probability that a unit is attacked, and lost, in an event; an assumption."));
  add(key(Type::number, "scenario", "deterrence_factor", 1.0, {.min = 0, .max = 1}, at(rows, group, &D::deterrence_factor),
          "Factor on that probability for the cables that are deterred: 1, deterrence does nothing; 0, they are never "
          "attacked. An assumption, to be swept for the factor at which an investment pays."));
  add(key(Type::text_list, "scenario", "deterring_owners", Rows{}, filled, at(rows, group, &D::deterring_owners),
          "Owners, as the data name them, whose share in a system deters attacks on it."));
  add(key(Type::text_list, "scenario", "deterring_systems", Rows{}, filled, at(rows, group, &D::deterring_systems),
          "Systems that are deterred whoever owns them: those that one would co-invest in."));
}

}  // namespace

void add_attacks(std::vector<Key>& table) {
  add_attack_sequence(table);
  add_attacker(table);
  add_deterrence(table);
}

}  // namespace kaitei::experiment

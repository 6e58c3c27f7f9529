// Keys of earthquakes, and of turbidity currents with or without them.
#include "experiment/schema_parts.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

using Kind = ScenarioKind;
constexpr auto rows = &Experiment::scenarios;
constexpr Limits share{.min = 0, .max = 1}, speed{.min = 0.1, .max = 100};

void add_quakes(std::vector<Key>& table) {
  constexpr auto group = &Scenario::quake;
  using Q = Quake;
  const auto add = [&](Key row) { table.push_back(only_of({Kind::earthquake}, std::move(row))); };
  add(key(Type::text, "scenario", "zones", "", {}, at(rows, group, &Q::zones),
          "Layer of polygons (GDAL/OGR) with columns rate_m6_per_year, b and mmax, such as geodata/hazards/seismic_zones.geojson: "
          "epicentres are uniform in a zone, magnitudes follow its truncated Gutenberg-Richter law. Without it epicentres are "
          "uniform in the area, which may be a single point, and have `magnitude`. Relative to the experiment file."));
  add(key(Type::number, "scenario", "magnitude", 7.0, {.min = 4, .max = 10}, at(rows, group, &Q::magnitude),
          "Moment magnitude of every earthquake, where there are no zones."));
  add(word(Type::word, "scenario", "rupture", "point", ruptures(), at(rows, group, &Q::rupture),
           "What distances are measured to. point: the epicentre. crustal: a rupture with the epicentre in its middle, "
           "10^(-2.44 + 0.59 M) km long and 10^(-1.01 + 0.32 M) km wide, both ends round (Wells and Coppersmith 1994, all kinds of "
           "slip). interface: 10^(-2.477 + 0.585 M) and 10^(-0.882 + 0.351 M) km (Strasser et al. 2010, subduction "
           "interfaces). by-zone: the one that the column `rupture` of its zone names, along its column `strike_degrees`. A wide "
           "rupture counts as if it lay flat: an assumption. Above M 8 a point is far from the whole earthquake."));
  add(key(Type::number, "scenario", "strike_degrees", 0.0, {.min = -360, .max = 360}, at(rows, group, &Q::strike_degrees),
          "Direction of the rupture, clockwise from north, where there are no zones."));
  add(key(Type::number, "scenario", "exposure_years", 0.0, not_negative, at(rows, group, &Q::exposure_years),
          "With zones: each trial has the Poisson number of earthquakes of so many years. 0: `events` or `mean_events` decide, "
          "so that outcomes are those of an earthquake, not of a time."));
  add(key(Type::number, "scenario", "trigger_distance_km", 70.0, not_negative, at(rows, group, &Q::trigger_distance_km),
          "Farthest from the epicentre, or the rupture, that an M 6 sets off a flow in a canyon (to its nearest point). Of 37 earthquakes of M >= 6 "
          "within 200 km of Gaoping and Fangliao Canyon, three of the four within 70 km did, none of the others "
          "(geodata/hazards/flow_triggers.csv)."));
  add(key(Type::number, "scenario", "trigger_probability", 0.7, share, at(rows, group, &Q::trigger_probability),
          "Probability of a flow in each canyon within that distance: 3.5 / 5, three of four under Jeffreys' prior."));
  add(key(Type::boolean, "scenario", "trigger_by_canyon", false, {}, at(rows, group, &Q::trigger_by_canyon),
          "Whether the column trigger_probability of a canyon, where it has a value, stands in place of trigger_probability: "
          "canyons differ in how ready they are."));
  add(key(Type::number, "scenario", "distance_growth", 0.0, {.min = 0, .max = 1}, at(rows, group, &Q::distance_growth),
          "Both distances grow by 10^(distance_growth (M - 6)). 0, no growth, is an assumption: the M 7.7 of Chi-Chi, 157 km "
          "away, set off nothing."));
  add(key(Type::number, "scenario", "slide_distance_km", 0.0, not_negative, at(rows, group, &Q::slide_distance_km),
          "Farthest from the epicentre that an M 6 lets the seabed slide under a cable, canyon or not; 0: such slides are left "
          "out."));
  add(key(Type::number, "scenario", "slide_probability", 0.5, share, at(rows, group, &Q::slide_probability),
          "Probability that a segment within that distance is cut. Assumption."));
}

void add_flows(std::vector<Key>& table) {
  constexpr auto group = &Scenario::flows;
  using F = Flows;
  const auto add = [&](Key row) { table.push_back(only_of({Kind::earthquake, Kind::turbidity_current}, std::move(row))); };
  add(key(Type::text, "scenario", "canyons", "", {}, at(rows, group, &F::canyons),
          "Layer of lines (GDAL/OGR), each a canyon from its head down, with columns id, triggers (words between semicolons) and "
          "runout_km (may be empty), such as geodata/hazards/canyons.geojson. Relative to the experiment file."));
  table.push_back(only_of({Kind::turbidity_current},
                          word(Type::word, "scenario", "trigger", "river_flood", flow_triggers(), at(rows, group, &F::trigger),
                               "What sets the flow off: each event is a flow in one canyon that has this trigger and its head in the "
                               "area, each as likely.")));
  add(key(Type::number, "scenario", "unknown_runout_km", 300.0, positive, at(rows, group, &F::unknown_runout_km),
          "How far flows run in a canyon whose runout_km is empty. Assumption: between those known, 300 and 460 km."));
  add(key(Type::number, "scenario", "runout_least_share", 0.5, share, at(rows, group, &F::runout_least_share),
          "A flow goes a share of the run-out that is uniform from here to 1. Assumption: the longest known flows set the run-out."));
  add(key(Type::number, "scenario", "flow_reach_km", 10.0, positive, at(rows, group, &F::reach_km),
          "How near a segment's line must come to the canyon's to be in the flow's way: both are schematic, the canyons drawn on a "
          "grid of 9 km."));
  add(key(Type::number, "scenario", "flow_cut_probability", 0.9, share, at(rows, group, &F::cut_probability),
          "Probability that a flow cuts a segment that it reaches. Assumption."));
  add(key(Type::number, "scenario", "flow_first_speed_m_s", 12.7, speed, at(rows, group, &F::first_speed_m_s),
          "Speed of the flow's front at the canyon's head, from which it falls evenly with the way run. 12.7 to 5.6 m/s between "
          "breaks in 2006 (Carter et al. 2014, doi 10.5670/oceanog.2014.40). It says when segments are cut, not which."));
  add(key(Type::number, "scenario", "flow_last_speed_m_s", 5.6, speed, at(rows, group, &F::last_speed_m_s),
          "Speed of the front where the longest flows of the canyon end, runout_km from its head."));
  add(key(Type::number, "scenario", "flow_speed_spread", 0.3, {.min = 0, .max = 0.9}, at(rows, group, &F::speed_spread),
          "Each flow is faster or slower than these throughout, by a factor uniform within so much of 1: 7 to 20 m/s in Gaoping Canyon, "
          "5 to 8 in the Manila Trench over four events (Gavey et al. 2017). Assumption."));
}

}  // namespace

void add_earthquakes(std::vector<Key>& table) {
  add_quakes(table);
  add_flows(table);
}

}  // namespace kaitei::experiment

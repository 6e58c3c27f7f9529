// What each kind of [[scenario]] has to say; keys, defaults and limits stand in schema_scenarios.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace kaitei::experiment {

enum class ScenarioKind {
  n_minus_k, disc, anchor_drag, corridor, polygon, raster, worst_disc, earthquake, turbidity_current,
  attack_sequence, attacker, common_cause, copula, blackout, deterrence, mixture, together
};
enum class UnitKind { segments, cables, stations, feeds, links, groups, corridors };  // what fails as one

// Every set of up to `failures` units.
struct NMinusK {
  std::uint32_t failures = 3;
  std::uint32_t worst = 10, cuts_listed = 1000;
  std::uint64_t enumerate_up_to = 100'000'000;
};

inline constexpr std::uint32_t most_events = 128;  // in a trial

// Of every kind that draws its events.
struct Sampling {
  std::uint32_t events = 1;      // in every trial
  double mean_events = 0;        // of a Poisson number of events in its place; 0: `events`
  bool background = false;       // the failures of [failure] happen too
  bool matched = true;           // random failure of the same size is sampled beside it
  std::map<std::string, std::vector<double>> sweep;  // key of this scenario -> its values, every combination run
};

// Where events happen: uniform on the sphere within these meridians and parallels.
struct Box {
  double west = -180, east = 180, south = -90, north = 90;  // degrees; west > east crosses the antimeridian
};

// A disc on the sphere: what it touches fails.
struct Disc {
  double radius_km = 50;
  double aspect = 1;  // of an ellipse as large: long axis / short axis
};

// Where events happen, if not uniformly: in proportion to a raster's values.
struct Centres {
  std::filesystem::path file;  // empty: uniformly
};

enum class LengthDistribution { fixed, exponential, lognormal };
inline constexpr std::uint32_t most_drags = 4;  // of one ship

// A ship that drags its anchor along great circles and cuts the segments that it crosses.
struct AnchorDrag {
  // Lines on which ships are; heights in metres; polygons. Empty: anywhere; no limit of depth; no coast.
  std::filesystem::path tracks, depth, land;
  double deepest_m = 200, width_km = 0;
  double heading_degrees = 0, heading_spread_degrees = 180;
  double length_km = 10, length_sigma = 1;
  LengthDistribution length_distribution = LengthDistribution::exponential;
  std::uint32_t drags = 1;
  double cut_probability = 1, interdiction_probability = 0;
};

// One zone of a layer in each event: what it touches fails with a probability. Corridors are lines with a width.
struct Zone {
  std::filesystem::path layer;
  std::string weight;  // attribute; empty: every feature is as likely
  double hit_probability = 1;
  double from_longitude = 0, from_latitude = 0, to_longitude = 0, to_latitude = 0;  // of a corridor without a layer
};

enum class IntensityMeasure { greatest, integral };

// A raster of intensity with a lognormal fragility curve: each element fails on its own.
struct Intensity {
  std::filesystem::path file;
  IntensityMeasure measure = IntensityMeasure::greatest;
  double median = 1, beta = 0.5;
};

// Discs about every centre of a grid.
struct WorstDisc {
  double spacing_km = 10;
};

// What of an earthquake distances are measured to: its epicentre, or a rupture about it by a scaling law; by_zone: the one
// that its zone names.
enum class Rupture { point, crustal, interface, by_zone };

// Earthquakes, and how far they reach.
struct Quake {
  std::filesystem::path zones;  // empty: in the box, of `magnitude`
  Rupture rupture = Rupture::point;
  double strike_degrees = 0;
  bool trigger_by_canyon = false;
  double magnitude = 7, exposure_years = 0;
  double trigger_distance_km = 70, trigger_probability = 0.7, distance_growth = 0;
  double slide_distance_km = 0, slide_probability = 0.5;
};

enum class FlowTrigger { earthquake, river_flood, storm };

// Turbidity currents down mapped canyons.
struct Flows {
  std::filesystem::path canyons;  // empty: none
  FlowTrigger trigger = FlowTrigger::river_flood;
  double unknown_runout_km = 300, runout_least_share = 0.5, reach_km = 10, cut_probability = 0.9;
  double first_speed_m_s = 12.7, last_speed_m_s = 5.6, speed_spread = 0.3;  // at the head, at the end of the run-out
};

enum class AttackOrder { degree, betweenness, capacity, importance, traffic };

// Units removed one by one.
struct AttackSequenceSettings {
  std::vector<AttackOrder> orders{AttackOrder::degree, AttackOrder::betweenness, AttackOrder::capacity};
};

// What a strike costs an attacker, in units of their own, and how much there is of them.
struct AttackerSettings {
  double budget = 10;
  double cost_shallow = 1, cost_slope = 2, cost_deep = 5;  // a segment, where it is cheapest
  double cost_station = 3, cost_feed = 3, cost_link = 3;
  double distance_doubling_km = 0;  // from home, a strike there costs twice as much; 0: distance costs nothing
  double home_longitude = 0, home_latitude = 0;
  double guarded_factor = 1;        // of costs inside the box
};

// Shocks that each take their set down (Marshall and Olkin 1967). Sets are named as units are: "group:<name>",
// "cable:<system>" or an element's id.
struct CommonCause {
  std::map<std::string, double> shocks;           // set -> probability in an event
  std::map<std::string, double> shocks_per_year;  // set -> rate
  double shock_days = 365.25;                     // what an event spans, for the rates
};

// Segments fail with the probabilities of [failure], dependent by distance.
struct Copula {
  double length_km = 100;
};

// Stations and power feeds of a region lost together.
struct Blackout {
  std::vector<std::string> stations;  // none: those in the box
  double probability = 1, station_loss = 0, feed_loss = 1;
};

// Attacks that spare what some owners have a share in.
struct Deterrence {
  double attack_probability = 0.01;  // of each unit
  double deterrence_factor = 1;      // on those that are deterred
  std::vector<std::string> deterring_owners, deterring_systems;
};

struct Scenario {  // [[scenario]]
  std::string name;
  ScenarioKind kind = ScenarioKind::n_minus_k;
  std::vector<UnitKind> units{UnitKind::segments};
  std::uint64_t most_searches = 1'000'000;  // before a proof is given up
  std::uint32_t random_orders = 200;        // sampled beside what an attacker chooses
  NMinusK n_minus_k;
  Sampling sampling;
  Box box;
  Disc disc;
  Centres centres;
  std::uint32_t band = 1;  // of the raster of centres, or of intensity
  AnchorDrag anchor_drag;
  Zone zone;
  Intensity intensity;
  WorstDisc worst_disc;
  Quake quake;
  Flows flows;
  AttackSequenceSettings attack_sequence;
  AttackerSettings attacker;
  CommonCause common_cause;
  Copula copula;
  Blackout blackout;
  Deterrence deterrence;
  std::map<std::string, double> weights;  // mixture: scenario -> its share of the trials
  std::vector<std::string> of;            // together: scenarios
};

// Whether its events are drawn, trial by trial, rather than every case looked at.
constexpr bool is_sampled(ScenarioKind kind) {
  return kind != ScenarioKind::n_minus_k && kind != ScenarioKind::worst_disc && kind != ScenarioKind::attack_sequence &&
         kind != ScenarioKind::attacker;
}

}  // namespace kaitei::experiment

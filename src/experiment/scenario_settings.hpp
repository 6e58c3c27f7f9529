// What each kind of [[scenario]] has to say; keys, defaults and limits stand in schema_scenarios.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace kaitei::experiment {

enum class ScenarioKind { n_minus_k, disc };
enum class UnitKind { segments, cables, stations, feeds, links, groups };  // what fails as one

// Every set of up to `failures` units.
struct NMinusK {
  std::uint32_t failures = 3;
  std::vector<UnitKind> units{UnitKind::segments};
  std::uint32_t worst = 10, cuts_listed = 1000;
  std::uint64_t enumerate_up_to = 100'000'000, most_searches = 1'000'000;
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
};

struct Scenario {  // [[scenario]]
  std::string name;
  ScenarioKind kind = ScenarioKind::n_minus_k;
  NMinusK n_minus_k;
  Sampling sampling;
  Box box;
  Disc disc;
};

// Whether its events are drawn, trial by trial, rather than every case looked at.
constexpr bool is_sampled(ScenarioKind kind) { return kind != ScenarioKind::n_minus_k; }

}  // namespace kaitei::experiment

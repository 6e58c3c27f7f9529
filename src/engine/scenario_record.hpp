// What the scenarios of an experiment found. Each kind has its own answers; results/ writes them into a group of the
// result file that bears the scenario's name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/attack_record.hpp"
#include "experiment/experiment.hpp"
#include "experiment/sweep.hpp"
#include "kernels/cuts.hpp"
#include "kernels/tallies.hpp"
#include "network/network.hpp"
#include "scenario/loss_ticks.hpp"

namespace kaitei::engine {

struct LossAnswer {
  CutCounts counts;
  SmallestCut smallest;
};

// Everything is exact: over every set of units, or proven, or with the gap stated in LossAnswer::smallest.
struct NMinusKRecord {
  std::uint32_t failures = 0;                          // k
  std::vector<std::string> units;
  std::vector<experiment::UnitKind> unit_kinds;        // beside units
  std::vector<std::uint64_t> sets;                     // [j]: C(units, j), j = 0 ... k
  std::vector<LossLabel> losses;
  std::vector<LossAnswer> answers;                     // beside losses
  // Over every set of k units, a set a trial; absent if there are more than enumerate_up_to.
  std::optional<Tallies> enumerated;
  std::vector<std::vector<std::uint32_t>> worst_members;  // beside enumerated->worst
  double seconds = 0;
};

// What the trials of a scenario that draws its events counted, at one point of its sweep.
struct SampledPoint {
  Tallies struck;
  Tallies matched;  // random failure of the same size; no trials if not asked
  scenario::LossTicks loss_ticks = {};  // when what was struck was lost; empty without an order in time

  SampledPoint& operator+=(const SampledPoint&);  // as Tallies
};

struct SampledRecord {
  std::vector<experiment::SweepAxis> axes;
  std::vector<SampledPoint> points;  // every combination of the axes' values, the last axis running fastest
  double seconds = 0;
};

// What a disc takes.
struct DiscDamage {
  std::uint32_t outcomes = 0, systems = 0;  // connectivity outcomes disconnected; systems lost, summed over joining outcomes
  std::uint64_t gbps = 0;                   // capacity lost, likewise
  std::uint32_t elements = 0;               // elements failed
  friend bool operator==(const DiscDamage&, const DiscDamage&) = default;
};

// Discs of one radius.
struct WorstDiscPoint {
  std::vector<DiscDamage> centres;    // [latitude][longitude]
  // The worst disc found, on the grid or between its centres: most outcomes, then systems, then capacity.
  DiscDamage worst;
  network::Position place;
  DiscDamage most;                    // each number's greatest value at any centre looked at
  DiscDamage bound;                   // no disc with its centre in the area takes more
};

// Every disc about a grid of centres, looked at.
struct WorstDiscRecord {
  std::vector<double> radius_km;
  std::vector<double> latitude, longitude;  // of the centres, degrees
  std::vector<double> cell_share;           // [latitude]: of the area, for each centre of the row
  double reach_km = 0;                      // no place of the area is farther from the centre of its cell
  std::vector<WorstDiscPoint> points;       // beside radius_km
  double seconds = 0;
};

struct ScenarioRecord {
  std::string name;
  experiment::ScenarioKind kind = experiment::ScenarioKind::n_minus_k;
  // Of its kind; every kind that draws its events has a SampledRecord.
  std::variant<NMinusKRecord, SampledRecord, WorstDiscRecord, AttackSequenceRecord, AttackerRecord> answer = {};
};

}  // namespace kaitei::engine

// A resolved experiment: what the TOML file says, with every default filled in and every unit in the name.
// The meaning, default and limits of each key stand once, in experiment/schema.cpp, from which the parser,
// `kaitei validate --dump` and docs/experiment-reference.md are all driven.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "network/capacity_prior.hpp"
#include "network/dates.hpp"
#include "network/network.hpp"

namespace kaitei::experiment {

enum class FailureMode { snapshot, window };  // a random day, with repair | all faults of some days, no repair
enum class SingleEndFeeding { capable, incapable };  // assumed where the data say nothing
enum class DepthClass { shallow, slope, deep };
enum class Quantifier { any, all };
enum class Definition { direct, partner, any };  // what "disconnected" means, design section 6
enum class Backend { automatic, cpu, cuda };
enum class Lanes { automatic, lanes_32, lanes_128, lanes_256, lanes_512 };

struct NetworkSettings {
  std::filesystem::path source;  // resolved against the experiment file's folder
  network::RouteBound fibre_routes = network::RouteBound::all_pairs;
  SingleEndFeeding unknown_single_end_feeding = SingleEndFeeding::capable;
  network::UnknownStations unknown_stations = network::UnknownStations::shared;
  DepthClass unknown_depth = DepthClass::shallow;
  bool include_planned = false;
  std::optional<network::Day> as_of;  // absent: the network as its status columns have it
  double snap_tolerance_km = 1.0;
};

struct SystemRates {  // [[rates]]: segments of these systems fail and are repaired at rates of their own
  std::string name;
  std::vector<std::string> systems;
  double shallow_faults_per_1000km_year = 0, slope_faults_per_1000km_year = 0, deep_faults_per_1000km_year = 0;
  double segment_repair_days = 0;
};

// Rates are events per year (per 1000 km for segments); repair times are mean days to repair.
struct FailureSettings {
  FailureMode mode = FailureMode::snapshot;
  double exposure_days = 30;  // window mode only
  double shallow_faults_per_1000km_year = 0, slope_faults_per_1000km_year = 0, deep_faults_per_1000km_year = 0;
  double segment_repair_days = 0;
  double station_faults_per_year = 0, station_repair_days = 0;
  double feed_faults_per_year = 0, feed_repair_days = 0;
  double backhaul_faults_per_1000km_year = 0, backhaul_repair_days = 0;
  double wireless_faults_per_year = 0, wireless_repair_days = 0;  // microwave and satellite links
  std::vector<SystemRates> rates;
  std::map<std::string, double> probabilities;  // element ("segment:apg-s1") -> probability, replaces the rate
};

struct Connectivity {  // [[connectivity]]
  std::string name, from, to;  // terminal sets
  Quantifier quantifier = Quantifier::any;
  std::vector<Definition> definitions;
  std::vector<std::string> partner_countries, excluded_countries;
};

struct Joining {  // [[joining]]: systems and capacity that still join two sets
  std::string name, from, to;
  std::vector<std::uint32_t> fewer_than;  // the m of P(fewer than m systems)
};

enum class PercolationGraph {
  square, triangular, honeycomb, cubic, erdos_renyi, random_geometric, rmat, file
};
enum class PercolationBoundary { open, cylinder, torus };
enum class PercolationKind { bond, site };

struct Percolation {  // [[percolation]]: the curve of a large graph, without a network of cables
  std::string name;
  PercolationGraph graph = PercolationGraph::square;
  std::uint32_t size = 0, rows = 0, layers = 0;  // lattices: cells along axis 0, 1 and 2; 0: as size
  PercolationBoundary boundary = PercolationBoundary::torus;
  std::uint64_t nodes = 0, edges = 0;
  std::uint32_t scale = 0;
  double radius = 0;
  std::filesystem::path file;  // resolved against the experiment file's folder
  std::uint64_t graph_seed = 1;
  PercolationKind kind = PercolationKind::bond;
  std::uint64_t sweeps = 100;
  double probability_from = 0, probability_to = 1;
  std::uint32_t points = 101;
};

struct OutcomeSettings {
  std::vector<Percolation> percolation;  // not empty: the experiment has no network
  std::vector<Connectivity> connectivity;
  std::vector<Joining> joining;
  bool components = true;        // component count, largest component, nodes reached from each terminal set
  bool importance = true;        // per element
  bool element_counts = true;    // failures of each element, and elements failed in each trial
  bool per_trial = false;        // one bit per trial and connectivity outcome
};

struct RunSettings {
  std::uint64_t trials = 1'000'000, seed = 1;
  unsigned threads = 0;          // 0: every core
  Backend backend = Backend::automatic;
  Lanes lanes = Lanes::automatic;
  double confidence_level = 0.95;
  double checkpoint_minutes = 5; // 0: only when a signal stops the run
};

struct OutputSettings {
  std::filesystem::path file;    // resolved against the current folder; empty: <experiment name>.h5
  int deflate_level = 4;
};

struct Experiment {
  int schema = 1;
  std::string name, question;
  NetworkSettings network;
  std::vector<network::CapacityPrior> capacity_priors;  // [[capacity_prior]]
  std::map<std::string, std::vector<std::string>> terminal_sets;  // [terminals]: more sets, or replacing shipped ones
  std::map<std::string, std::vector<std::string>> groups;  // [groups]: elements that fail together
  FailureSettings failure;
  OutcomeSettings outcomes;
  std::vector<Scenario> scenarios;
  RunSettings run;
  OutputSettings output;
  std::vector<std::string> overrides;  // each --set, as given
  std::filesystem::path file;
};

// What a run counts: run.trials, or the sweeps of all percolation curves, numbered through in their order.
inline std::uint64_t trial_count(const Experiment& experiment) {
  if (experiment.outcomes.percolation.empty()) return experiment.run.trials;
  std::uint64_t sweeps = 0;
  for (const Percolation& curve : experiment.outcomes.percolation) sweeps += curve.sweeps;
  return sweeps;
}
inline std::string_view trial_word(const Experiment& experiment) {
  return experiment.outcomes.percolation.empty() ? "trials" : "sweeps";
}

}  // namespace kaitei::experiment

// Everything a finished run knows: what was asked, of which network, what was counted, and how it was done.
// results/ writes it, prints it, and reads it back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/percolation_record.hpp"
#include "engine/resources.hpp"
#include "engine/scenario_record.hpp"
#include "experiment/experiment.hpp"
#include "kernels/tallies.hpp"
#include "kernels/trials.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"

namespace kaitei::engine {

struct ConnectivityLabel {
  std::string name, from, to;       // name is "<outcome>/<definition>"
  experiment::Definition definition = experiment::Definition::any;
  experiment::Quantifier quantifier = experiment::Quantifier::any;
};

struct JoiningLabel {
  std::string name, from, to;
  std::vector<std::string> systems;           // ids that can join the sets with nothing failed
  std::uint64_t bin_width_gbps = 1, total_gbps = 0;
  std::uint32_t routes_without_capacity = 0;  // left out of the capacity, never counted as zero silently
  std::vector<std::uint32_t> fewer_than;
  std::uint32_t routes_with_imputed_capacity = 0;  // assumed by a [[capacity_prior]], and counted
};

struct InputFile {
  std::string path, sha256;
};

// A result file that was merged into this one.
struct Part {
  std::string path, sha256, host;
  std::uint64_t first_trial = 0, trials = 0;
  double wall_seconds = 0;
};

// What the program knows of a run before its first trial: itself, its inputs, where and when.
struct Origin {
  std::string program_version, git_commit, build, command_line, host;
  std::string resolved_experiment;   // TOML
  std::string experiment_sha256;     // of all that fixes the tallies; see results/identity.hpp
  std::vector<InputFile> inputs;
  std::vector<std::string> repairs;  // what the loader mended in the input
  std::string start_time;            // ISO 8601 UTC, as end_time below
};

struct Provenance : Origin, Used {
  std::string backend, device, lanes, end_time;
  unsigned threads = 1, ranks = 1, starts = 1;         // starts: 1, and one for each time it went on from a checkpoint
  TrialRange planned;                        // what this run is for: the whole experiment, or a shard of it
  std::uint32_t sampler_contract = 1;
  std::string sampler_tables_sha256;
  std::vector<Part> parts;
};

struct RunRecord {
  experiment::Experiment experiment;
  network::Network network;
  network::Graph graph;
  std::vector<double> probability;            // [element], exact P / 2^64 as a double
  std::vector<ConnectivityLabel> connectivity;
  std::vector<JoiningLabel> joining;
  std::vector<std::string> reach_sets;        // terminal sets whose reach is tallied
  Tallies tallies;
  // One bit per trial, if asked: [connectivity][word], trial t is bit t % 32 of word t / 32, both counted from the first
  // planned trial.
  std::vector<std::vector<std::uint32_t>> disconnected_bits;
  std::vector<ScenarioRecord> scenarios;
  std::vector<PercolationCurve> curves;  // if any, there is no network, and tallies.trials counts their sweeps
  Provenance provenance;
};

}  // namespace kaitei::engine

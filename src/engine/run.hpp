// The run: an experiment, all its trials, on all its threads, into one record.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/choose_backend.hpp"
#include "engine/questions.hpp"
#include "engine/ranks.hpp"
#include "engine/record.hpp"
#include "experiment/experiment.hpp"
#include "network/network.hpp"
#include "scenario/hazard_files.hpp"

namespace kaitei::engine {

struct Progress {
  std::uint64_t done = 0, total = 0;  // trials, those of earlier starts included
  double seconds = 0;                 // since this start
  double rate = 0;                    // trials a second, of this start
  std::string estimate;               // of the first connectivity outcome, with its standard error; may be empty
  std::string_view unit = "trials";   // what is counted
};

// A run before its first trial: the experiment, network, graph and probabilities of its record, and what is asked.
struct PreparedRun {
  RunRecord record;
  Questions questions;
};

// Throws UsageError or DataError for what the experiment or the network cannot mean.
PreparedRun prepare(const experiment::Experiment&, network::Network);

// What a checkpoint saved: the first trials of the run's range, counted by earlier starts.
struct Earlier {
  Tallies tallies;
  std::vector<std::vector<std::uint32_t>> disconnected_bits;
  std::vector<ScenarioRecord> scenarios;  // finished ones, the experiment's first
  std::vector<PercolationCurve> curves;
  Used used;
  unsigned starts = 0;
};

// Takes what is counted so far: finished scenarios, and tallies of the first trials of the range, without gaps.
using Save = std::function<void(RunRecord&)>;

struct RunControls {
  std::function<void(const Progress&)> on_progress;  // called from the calling thread, about five times a second
  Notes say;                                         // a line about work to come: how much it is, and on what
  const std::atomic<bool>* stop = nullptr;           // set: finish the batches under way and return what is counted
  std::optional<TrialRange> range;                   // a shard; none: every trial of the experiment
  std::optional<Earlier> earlier;
  scenario::HazardFiles* hazard_files = nullptr;     // what check_scenarios() read; emptied when no hazard needs it any more
  Save save;                                         // called every run.checkpoint_minutes while trials are left
  Ranks* ranks = nullptr;  // none: this process alone; several: the record of rank 0 holds the whole, the others' their own part
};

// The record with what an earlier start counted: its shapes must be there.
void go_on_from(const Earlier&, RunRecord&);
// Of several ranks, this one's number on its machine.
std::optional<unsigned> local_rank(const Ranks&);

// An experiment of [[percolation]] has no network: its sweeps are the trials. Stopped early, the record holds fewer trials than were planned. Throws UsageError or DataError for what the experiment
// or the network cannot mean, DeviceError for a backend that is not there. Tallies do not depend on threads, lanes,
// ranks or starts.
RunRecord run(const experiment::Experiment&, network::Network, const RunControls& = {});

}  // namespace kaitei::engine

// The run: an experiment on a network, all its trials, on all its threads, into one record.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/choose_backend.hpp"
#include "engine/questions.hpp"
#include "engine/ranks.hpp"
#include "engine/record.hpp"
#include "experiment/experiment.hpp"
#include "network/network.hpp"

namespace kaitei::engine {

struct Progress {
  std::uint64_t done = 0, total = 0;  // trials
  double seconds = 0;                 // since the first trial
  std::string estimate;               // of the first connectivity outcome, with its standard error; may be empty
};

// A run before its first trial: the experiment, network, graph and probabilities of its record, and what is asked.
struct PreparedRun {
  RunRecord record;
  Questions questions;
};

// Throws UsageError or DataError for what the experiment or the network cannot mean.
PreparedRun prepare(const experiment::Experiment&, network::Network);

struct RunControls {
  std::function<void(const Progress&)> on_progress;  // called from the calling thread, about five times a second
  Notes say;                                         // a line about work to come: how much it is, and on what
  const std::atomic<bool>* stop = nullptr;           // set: finish the batches under way and throw RunError
  const Ranks* ranks = nullptr;  // several: the record of rank 0 holds the whole, the others' their own part
};

// Throws UsageError or DataError for what the experiment or the network cannot mean, DeviceError for a backend that
// is not there, RunError if the run was stopped early. Tallies do not depend on threads or lanes.
RunRecord run(const experiment::Experiment&, network::Network, const RunControls& = {});

}  // namespace kaitei::engine

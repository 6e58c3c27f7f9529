// Where trials are simulated: one interface, of which the CPU's threads and the CUDA devices are implementations.
// Every backend gives the same tallies and the same trial bits, byte for byte.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "kernels/distinct_states.hpp"
#include "kernels/plan.hpp"
#include "kernels/tallies.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// Where the disconnected trials go if someone asked for them: bit t % 32 of row[c][t / 32], with t counted from
// `first_trial`, which is a multiple of 1024.
struct TrialBits {
  std::uint64_t first_trial = 0;
  std::uint32_t* const* row = nullptr;  // [connectivity], null: not asked
};

// Simulates ranges of trials, one after the other. Not thread-safe: a thread has its own.
class Simulator {
 public:
  virtual ~Simulator() = default;
  // Adds the trials of the range to the tallies. Blocks cut by the range's ends are made whole and masked.
  virtual void simulate(TrialRange, const TrialBits& = {}) = 0;
  virtual const Tallies& tallies() const = 0;
};

// How a worker will go about a model.
struct WorkerPlan {
  std::string worker;                // which it is
  std::string state;                 // where the failure state of the trials in hand is kept
  std::string shape;                 // how many trials are in hand, by what
  std::string drawing;               // which elements are drawn in which trials
  std::uint64_t state_bytes = 0;     // of one block of trials, in the memory nearest to the cores
  std::uint64_t memory_bytes = 0;    // in all, the model and the tallies included
  std::uint64_t blocks_at_once = 1;  // blocks of 1024 trials in hand
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::string name() const = 0;            // "cpu" or "cuda"
  virtual std::string device() const = 0;          // devices by name; empty for the CPU
  virtual std::string lanes() const = 0;           // trials that one instruction moves, and which instructions
  virtual unsigned workers() const = 0;            // simulators that run side by side, each fed by a host thread
  virtual std::uint64_t blocks_per_batch() const = 0;  // blocks of 1024 trials that are worth handing over at once
  // The simulator of one worker; the Plan must outlive it.
  virtual std::unique_ptr<Simulator> make_simulator(const Plan&, unsigned worker) const = 0;
  virtual WorkerPlan plan_worker(const Plan&, unsigned worker) const = 0;
  // The distinct failure states of a range of trials, by the first worker. Takes up to 24 bytes a trial of its memory;
  // throws std::bad_alloc, or std::runtime_error with what to do, where it has too little.
  virtual StateCounts count_states(const Model&, TrialRange) const = 0;
};

}  // namespace kaitei

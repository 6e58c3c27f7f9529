// How long a run would take, from short pilots of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run.hpp"
#include "kernels/backend.hpp"

namespace kaitei::cli {

// Least, median and most of the pilots, in seconds, for what they are pilots of, without loading and writing.
struct Estimate {
  std::uint64_t pilot_trials = 0;  // or sweeps
  unsigned pilots = 0;
  double least = 0, median = 0, most = 0;
};

// The trials on the network. Takes about two seconds.
Estimate estimate_time(const Backend&, const Plan&, std::uint64_t trials);

// What a run does beside these: a scenario, or the sweeps of a percolation curve.
struct Piece {
  std::string name;
  enum class Shared { yes, no } shared;  // among shards and ranks; else each shard does the whole, the first rank alone
  // None: how long it takes is not known, because it was still at work after `patience`, say.
  std::optional<Estimate> time;
  std::string how;                       // it was estimated, in words
};

constexpr double patience = 3;  // seconds

// Scenarios that draw their events, by pilots at every point of their sweeps; the others by running them to their end.
// Some seconds each at most. The files are what check_scenarios() read.
std::vector<Piece> estimate_scenarios(const engine::PreparedRun&, const Backend&, scenario::HazardFiles&);
// By pilots of curves that take no more than 1 GiB of memory.
std::vector<Piece> estimate_curves(const experiment::Experiment&);

// Piece by piece, those of unknown time left out.
Estimate sum(Estimate, const std::vector<Piece>&);
// "5 pilots of 16384 trials"
std::string pilots_text(const Estimate&, std::string_view unit);

// "90 s", "12 min", "3.4 h".
std::string in_time(double seconds);

}  // namespace kaitei::cli

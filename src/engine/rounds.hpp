// A run in rounds: between two of them every batch that was begun is done, so that what is counted covers the range's
// first trials without gaps, and can be saved.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "engine/run.hpp"
#include "engine/threads.hpp"
#include "kernels/backend.hpp"

namespace kaitei::engine {

// The trials of record.provenance.planned that record.tallies do not count yet. What is Used is kept in the record; with
// several ranks the first one's record holds the whole.
class Rounds {
 public:
  Rounds(const RunControls&, Ranks&, RunRecord&);

  struct Work {
    std::uint64_t batch = 1;  // trials
    unsigned workers = 1;     // of this rank
    // Does trials from the planned range's number `done` on, as far as the settings let it, and adds them up over the
    // ranks: then the first one's record counts them, in tallies.trials too.
    std::function<void(std::uint64_t done, const DealingSettings&, const Report&)> round;
    // The estimate that progress shows, with so many trials more than the record holds, so many of them disconnected.
    std::function<std::string(std::uint64_t more, std::uint64_t disconnected)> estimate;
  };
  // Rounds until the first `end` trials of the range are done, saved whenever run.checkpoint_minutes have passed.
  // Collective. False: a stop was asked for, and trials are left.
  bool until(std::uint64_t end, const Work&);

 private:
  using Clock = std::chrono::steady_clock;
  Clock::duration pause() const;  // between saves
  Report reporting(const Work&) const;
  void keep_used();
  void save_if_due();

  const RunControls& controls_;
  Ranks& ranks_;
  RunRecord& record_;
  const Used earlier_;
  const Clock::time_point start_ = Clock::now();
  std::optional<Clock::time_point> due_;  // when to save; none: never
  const std::uint64_t done_before_;
  std::uint64_t done_;
  double worker_seconds_ = 0;  // of this rank
};

// All trials of the range, or as many as a stop leaves. `bits` rows belong to record.disconnected_bits. Controls as in
// run().
void simulate_in_rounds(const Backend&, const Plan&, const TrialBits& bits, const RunControls&, Ranks&,
                        RunRecord&);

}  // namespace kaitei::engine

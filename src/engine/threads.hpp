// Deals batches of trials to workers, a thread each, and adds up what they counted.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/dealer.hpp"
#include "kernels/backend.hpp"

namespace kaitei::engine {

struct DealingSettings {
  const std::atomic<bool>* stop = nullptr;
  std::optional<std::chrono::steady_clock::time_point> until;  // take no batch after that
  std::uint64_t blocks_per_batch = 0;  // 0: as the backend likes it
  Dealer* dealer = nullptr;            // shared with other processes; null: the whole range is for this one
  double* worker_seconds = nullptr;    // grows by what the workers spend on trials, together
};

// done: trials finished; disconnected: how many of them the first connectivity outcome lost (0 without one).
using Report = std::function<void(std::uint64_t done, std::uint64_t disconnected)>;

// What one thread does with the batches that it is dealt.
class Worker {
 public:
  virtual ~Worker() = default;
  virtual void simulate(TrialRange batch) = 0;
  // Of its trials so far, those that the first connectivity outcome lost.
  virtual std::uint64_t disconnected() const { return 0; }
  // Adds what it counted to what the others did: called once, when it gets no batch any more, by one thread at a time.
  virtual void hand_in() = 0;
};
using MakeWorker = std::function<std::unique_ptr<Worker>(unsigned number)>;

// Deals the range in batches cut at multiples of `batch`, to at most so many workers, each made and used by a thread of
// its own; with a dealer, what that leaves to this process. Stopped early, all processes together have done the range's
// first trials. An exception of a worker is thrown here. blocks_per_batch does not matter.
void deal(TrialRange, std::uint64_t batch, unsigned workers, const MakeWorker&, const DealingSettings&, const Report&);

// Simulates the range, or what the dealer leaves of it to this process, and returns its tallies. Stopped early, all
// processes together have done the range's first trials. Bits, if asked for, are written in place. An exception of a
// worker is thrown here.
Tallies simulate_on_threads(const Backend&, const Plan&, TrialRange, const TrialBits&, const DealingSettings&,
                            const Report&);

// Every trial of the range, in this process. Throws Stopped when asked to stop before.
Tallies simulate_all(const Backend&, const Plan&, TrialRange, const std::atomic<bool>* stop);

}  // namespace kaitei::engine

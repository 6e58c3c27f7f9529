// Deals batches of trials to a backend's workers, a thread each, and adds up what they counted.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "kernels/backend.hpp"

namespace kaitei::engine {

struct DealingSettings {
  const std::atomic<bool>* stop = nullptr;
  std::uint64_t blocks_per_batch = 0;  // 0: as the backend likes it
};

// done: trials finished; disconnected: how many of them the first connectivity outcome lost (0 without one).
using Report = std::function<void(std::uint64_t done, std::uint64_t disconnected)>;

// Simulates the range and returns its tallies; stopped early, the tallies hold fewer trials than the range. Bits, if
// asked for, are written in place. An exception of a worker is thrown here.
Tallies simulate_on_threads(const Backend&, const Plan&, TrialRange, const TrialBits&, const DealingSettings&,
                            const Report&);

}  // namespace kaitei::engine

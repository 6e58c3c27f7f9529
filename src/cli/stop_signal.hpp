// SIGINT, SIGTERM and SIGUSR1 as a flag that the engine looks at between batches.
#pragma once

#include <atomic>

namespace kaitei::cli {

// While one lives, the first signal sets the flag and the second ends the process at once, as it would have without.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  const std::atomic<bool>& requested() const;
};

}  // namespace kaitei::cli

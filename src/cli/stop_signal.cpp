#include "cli/stop_signal.hpp"

#include <csignal>

namespace kaitei::cli {
namespace {

// A signal handler reaches static storage alone, and only lock-free atomics are safe in it.
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void restore_defaults() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

extern "C" void on_stop_signal(int) {
  stop_requested.store(true);
  restore_defaults();
}

}  // namespace

StopSignal::StopSignal() {
  stop_requested.store(false);
  std::signal(SIGINT, on_stop_signal);
  std::signal(SIGTERM, on_stop_signal);
}

StopSignal::~StopSignal() { restore_defaults(); }

const std::atomic<bool>& StopSignal::requested() const { return stop_requested; }

}  // namespace kaitei::cli

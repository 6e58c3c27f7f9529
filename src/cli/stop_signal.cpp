#include "cli/stop_signal.hpp"

#include <csignal>

namespace kaitei::cli {
namespace {

// A signal handler reaches static storage alone, and only lock-free atomics are safe in it.
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// SIGUSR1: what batch systems are told to send before a time limit.
constexpr int stop_signals[] = {SIGINT, SIGTERM, SIGUSR1};

void restore_defaults() {
  for (const int signal : stop_signals) std::signal(signal, SIG_DFL);
}

extern "C" void on_stop_signal(int) {
  stop_requested.store(true);
  restore_defaults();
}

}  // namespace

StopSignal::StopSignal() {
  stop_requested.store(false);
  for (const int signal : stop_signals) std::signal(signal, on_stop_signal);
}

StopSignal::~StopSignal() { restore_defaults(); }

const std::atomic<bool>& StopSignal::requested() const { return stop_requested; }

}  // namespace kaitei::cli

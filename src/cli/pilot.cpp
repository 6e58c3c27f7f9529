#include "cli/pilot.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "engine/threads.hpp"

namespace kaitei::cli {
namespace {

double time_of(const Backend& backend, const Plan& plan, std::uint64_t trials) {
  const auto start = std::chrono::steady_clock::now();
  engine::simulate_on_threads(backend, plan, {0, trials}, {}, {}, {});
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

// A fixed cost apart (threads, device memory), time is in proportion to trials: what pilots of n trials take beyond
// those of n / 8.
Estimate estimate_time(const Backend& backend, const Plan& plan, std::uint64_t trials) {
  constexpr double long_enough = 0.2;
  const std::uint64_t least = 8 * backend.workers() * trials_per_block;
  std::uint64_t n = least;
  while (time_of(backend, plan, n) < long_enough && n < (std::uint64_t{1} << 40)) n *= 2;
  std::array<double, pilots> seconds{};
  for (double& s : seconds) {
    const double fixed_and_part = time_of(backend, plan, n / 8), whole = time_of(backend, plan, n);
    const double per_trial = std::max((whole - fixed_and_part) / static_cast<double>(n - n / 8), 0.0);
    const double fixed = std::max(whole - per_trial * static_cast<double>(n), 0.0);
    s = fixed + per_trial * static_cast<double>(trials);
  }
  std::ranges::sort(seconds);
  return {n, seconds.front(), seconds[pilots / 2], seconds.back()};
}

std::string in_time(double seconds) {
  if (seconds < 120) return fmt::format("{:.2g} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace kaitei::cli

#include "engine/rounds.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "engine/resources.hpp"
#include "engine/threads.hpp"

namespace kaitei::engine {
namespace {

using Clock = std::chrono::steady_clock;

std::string estimate(const std::vector<ConnectivityLabel>& labels, std::uint64_t done, std::uint64_t disconnected) {
  if (labels.empty() || done == 0) return {};
  const double n = static_cast<double>(done), p = static_cast<double>(disconnected) / n;
  // No event yet is no zero: the exact 95 % bound, 1 - 0.025^(1/n).
  if (disconnected == 0)
    return fmt::format("P(lost {}) < {:.1e}", labels[0].name, -std::expm1(std::log(0.025) / n));
  return fmt::format("P(lost {}) {:.3g} ± {:.1g}", labels[0].name, p, std::sqrt(p * (1 - p) / n));
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

}  // namespace

void simulate_in_rounds(const Backend& backend, const Plan& plan, const TrialBits& bits, const RunControls& controls,
                        Ranks& ranks, RunRecord& record) {
  const TrialRange planned = record.provenance.planned;
  const auto processes = static_cast<unsigned>(ranks.count());
  const double minutes = record.experiment.run.checkpoint_minutes;
  const Used earlier = record.provenance;
  double worker_seconds = 0;  // of this rank
  // The ranks' backends may differ, the batches they number may not.
  const std::uint64_t blocks_per_batch = ranks.from_first(backend.blocks_per_batch());
  const std::uint64_t batch = blocks_per_batch * trials_per_block;
  const Clock::time_point start = Clock::now();
  std::uint64_t done = ranks.from_first(record.tallies.trials);
  const std::uint64_t done_before = done;
  while (done < planned.count) {
    DealingSettings round{.stop = controls.stop, .until = {}, .blocks_per_batch = blocks_per_batch, .dealer = &ranks,
                            .worker_seconds = &worker_seconds};
    if (minutes > 0 && ranks.first())
      round.until = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(minutes * 60));
    ranks.open_round();
    const auto report = [&](std::uint64_t here, std::uint64_t disconnected) {
      if (!controls.on_progress) return;
      // Of the other ranks only the batches taken are known; those under way are left out.
      const std::uint64_t taken = std::min(ranks.taken(), Dealer::closed), under_way = processes * backend.workers();
      const bool unknown = processes == 1 || taken >= Dealer::closed || taken < under_way;
      const std::uint64_t all = unknown ? here : (taken - under_way) * batch;
      const std::uint64_t counted = std::min(done + std::max(here, all), planned.count);
      const std::uint64_t lost = record.tallies.disconnected.empty() ? 0 : record.tallies.disconnected[0] + disconnected;
      const double seconds = seconds_since(start);
      controls.on_progress({counted, planned.count, seconds,
                            seconds > 0 ? static_cast<double>(counted - done_before) / seconds : 0,
                            estimate(record.connectivity, record.tallies.trials + here, lost)});
    };
    Tallies counted = simulate_on_threads(backend, plan, {planned.first + done, planned.count - done}, bits, round, report);
    ranks.add_up(counted);
    for (auto& row : record.disconnected_bits) ranks.unite(row);
    if (ranks.first()) record.tallies += counted;
    done = ranks.from_first(record.tallies.trials);
    static_cast<Used&>(record.provenance) = {earlier.wall_seconds + seconds_since(start),
                                             earlier.cpu_seconds + ranks.sum(cpu_seconds()),
                                             earlier.worker_seconds + ranks.sum(worker_seconds), peak_memory_bytes()};
    if (ranks.any(controls.stop != nullptr && controls.stop->load())) break;
    if (done < planned.count && ranks.first() && controls.save) controls.save(record);
  }
}

}  // namespace kaitei::engine

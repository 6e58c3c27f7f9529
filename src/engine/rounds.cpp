#include "engine/rounds.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/resources.hpp"
#include "engine/seconds.hpp"

namespace kaitei::engine {
namespace {

std::string estimate(const std::vector<ConnectivityLabel>& labels, std::uint64_t done, std::uint64_t disconnected) {
  if (labels.empty() || done == 0) return {};
  const double n = static_cast<double>(done), p = static_cast<double>(disconnected) / n;
  // No event yet is no zero: the exact 95 % bound, 1 - 0.025^(1/n).
  if (disconnected == 0)
    return fmt::format("P(lost {}) < {:.1e}", labels[0].name, -std::expm1(std::log(0.025) / n));
  return fmt::format("P(lost {}) {:.3g} ± {:.1g}", labels[0].name, p, std::sqrt(p * (1 - p) / n));
}

}  // namespace

Rounds::Rounds(const RunControls& controls, Ranks& ranks, RunRecord& record)
    : controls_(controls), ranks_(ranks), record_(record), earlier_(record.provenance),
      done_before_(ranks.from_first(record.tallies.trials)), done_(done_before_) {
  if (ranks.first() && record.experiment.run.checkpoint_minutes > 0) due_ = start_ + pause();
}

Rounds::Clock::duration Rounds::pause() const {
  return std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(record_.experiment.run.checkpoint_minutes * 60));
}

void Rounds::save_if_due() {
  if (!due_ || Clock::now() < *due_) return;
  if (done_ < record_.provenance.planned.count && controls_.save) controls_.save(record_);
  due_ = Clock::now() + pause();
}

Report Rounds::reporting(const Work& work) const {
  if (!controls_.on_progress) return {};
  return [this, &work](std::uint64_t here, std::uint64_t disconnected) {
    // Of the other ranks only the batches taken are known; those under way are left out.
    const auto processes = static_cast<unsigned>(ranks_.count());
    const std::uint64_t taken = std::min(ranks_.taken(), Dealer::closed), under_way = processes * work.workers;
    const bool unknown = processes == 1 || taken >= Dealer::closed || taken < under_way;
    const std::uint64_t all = unknown ? here : (taken - under_way) * work.batch, planned = record_.provenance.planned.count;
    const std::uint64_t counted = std::min(done_ + std::max(here, all), planned);
    const double seconds = seconds_since(start_);
    controls_.on_progress({counted, planned, seconds,
                           seconds > 0 ? static_cast<double>(counted - done_before_) / seconds : 0,
                           work.estimate(here, disconnected), experiment::trial_word(record_.experiment)});
  };
}

void Rounds::keep_used() {
  static_cast<Used&>(record_.provenance) = {earlier_.wall_seconds + seconds_since(start_),
                                            earlier_.cpu_seconds + ranks_.sum(cpu_seconds()),
                                            earlier_.worker_seconds + ranks_.sum(worker_seconds_), peak_memory_bytes()};
}

bool Rounds::until(std::uint64_t end, const Work& work) {
  const Report report = reporting(work);
  while (done_ < end) {
    const DealingSettings round{.stop = controls_.stop, .until = due_, .blocks_per_batch = work.batch / trials_per_block,
                          .dealer = &ranks_, .worker_seconds = &worker_seconds_};
    ranks_.open_round();
    work.round(done_, round, report);
    done_ = ranks_.from_first(record_.tallies.trials);
    keep_used();
    if (ranks_.any(controls_.stop != nullptr && controls_.stop->load())) return done_ >= record_.provenance.planned.count;
    save_if_due();
  }
  return true;
}

void simulate_in_rounds(const Backend& backend, const Plan& plan, const TrialBits& bits, const RunControls& controls,
                        Ranks& ranks, RunRecord& record) {
  const TrialRange planned = record.provenance.planned;
  Rounds::Work work;
  // The ranks' backends may differ, the batches they number may not.
  work.batch = ranks.from_first(backend.blocks_per_batch()) * trials_per_block;
  work.workers = backend.workers();
  work.round = [&](std::uint64_t done, const DealingSettings& settings, const Report& report) {
    Tallies counted = simulate_on_threads(backend, plan, {planned.first + done, planned.count - done}, bits, settings, report);
    ranks.add_up(counted);
    for (auto& row : record.disconnected_bits) ranks.unite(row);
    if (ranks.first()) record.tallies += counted;
  };
  work.estimate = [&](std::uint64_t more, std::uint64_t disconnected) {
    const std::uint64_t lost = record.tallies.disconnected.empty() ? 0 : record.tallies.disconnected[0] + disconnected;
    return estimate(record.connectivity, record.tallies.trials + more, lost);
  };
  Rounds(controls, ranks, record).until(planned.count, work);
}

}  // namespace kaitei::engine

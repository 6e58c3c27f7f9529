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

// One process, or the several of an MPI job; alone, no rank has to agree with anybody.
class Crew {
 public:
  explicit Crew(Ranks* ranks) : ranks_(ranks != nullptr && ranks->count() > 1 ? ranks : nullptr) {}

  bool first() const { return ranks_ == nullptr || ranks_->first(); }
  unsigned size() const { return ranks_ == nullptr ? 1 : static_cast<unsigned>(ranks_->count()); }
  Dealer& open_round() {
    if (ranks_ == nullptr) {
      alone_.open();
      return alone_;
    }
    ranks_->open_round();
    return *ranks_;
  }
  void gather(Tallies& counted, std::vector<std::vector<std::uint32_t>>& bits) const {
    if (ranks_ == nullptr) return;
    ranks_->add_up(counted);
    for (auto& row : bits) ranks_->unite(row);
  }
  std::uint64_t from_first(std::uint64_t value) const { return ranks_ == nullptr ? value : ranks_->from_first(value); }
  bool any(bool flag) const { return ranks_ == nullptr ? flag : ranks_->any(flag); }
  double sum(double value) const { return ranks_ == nullptr ? value : ranks_->sum(value); }

 private:
  Ranks* ranks_;
  LocalDealer alone_;
};

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
                        RunRecord& record) {
  Crew crew(controls.ranks);
  const TrialRange planned = record.provenance.planned;
  const double minutes = record.experiment.run.checkpoint_minutes;
  const double earlier_wall = record.provenance.wall_seconds, earlier_cpu = record.provenance.cpu_seconds;
  // The ranks' backends may differ, the batches they number may not.
  const std::uint64_t blocks_per_batch = crew.from_first(backend.blocks_per_batch());
  const std::uint64_t batch = blocks_per_batch * trials_per_block;
  const Clock::time_point start = Clock::now();
  std::uint64_t done = crew.from_first(record.tallies.trials);
  const std::uint64_t done_before = done;
  while (done < planned.count) {
    DealingSettings round{.stop = controls.stop, .until = {}, .blocks_per_batch = blocks_per_batch, .dealer = nullptr};
    if (minutes > 0 && crew.first())
      round.until = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(minutes * 60));
    Dealer& dealer = crew.open_round();
    round.dealer = &dealer;
    const auto report = [&](std::uint64_t here, std::uint64_t disconnected) {
      if (!controls.on_progress) return;
      // Of the other ranks only the batches taken are known; those under way are left out.
      const std::uint64_t taken = std::min(dealer.taken(), Dealer::closed), under_way = crew.size() * backend.workers();
      const std::uint64_t all = crew.size() == 1 ? here : taken >= Dealer::closed || taken < under_way
                                                              ? here : (taken - under_way) * batch;
      const std::uint64_t counted = std::min(done + std::max(here, all), planned.count);
      const std::uint64_t lost = record.tallies.disconnected.empty() ? 0 : record.tallies.disconnected[0] + disconnected;
      const double seconds = seconds_since(start);
      controls.on_progress({counted, planned.count, seconds,
                            seconds > 0 ? static_cast<double>(counted - done_before) / seconds : 0,
                            estimate(record.connectivity, record.tallies.trials + here, lost)});
    };
    Tallies counted = simulate_on_threads(backend, plan, {planned.first + done, planned.count - done}, bits, round, report);
    crew.gather(counted, record.disconnected_bits);
    if (crew.first()) record.tallies += counted;
    done = crew.from_first(record.tallies.trials);
    record.provenance.wall_seconds = earlier_wall + seconds_since(start);
    record.provenance.cpu_seconds = earlier_cpu + crew.sum(cpu_seconds());
    record.provenance.peak_memory_bytes = peak_memory_bytes();
    if (crew.any(controls.stop != nullptr && controls.stop->load())) break;
    if (done < planned.count && crew.first() && controls.save) controls.save(record);
  }
}

}  // namespace kaitei::engine

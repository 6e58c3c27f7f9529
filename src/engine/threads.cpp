#include "engine/threads.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace kaitei::engine {
namespace {

constexpr auto report_interval = std::chrono::milliseconds(200);

// The batches of a range, cut at multiples of the batch size so that no block is simulated twice.
class Batches {
 public:
  Batches(TrialRange range, std::uint64_t trials_per_batch, Dealer& dealer)
      : range_(range), size_(trials_per_batch), first_(range.first / trials_per_batch), dealer_(dealer) {}

  bool take(TrialRange& batch) {
    const std::uint64_t end = range_.first + range_.count;
    const std::uint64_t number = dealer_.take();
    if (number >= Dealer::closed || (first_ + number) * size_ >= end) return false;
    const std::uint64_t begin = (first_ + number) * size_;
    batch.first = std::max(begin, range_.first);
    batch.count = std::min(begin + size_, end) - batch.first;
    return true;
  }

 private:
  TrialRange range_;
  std::uint64_t size_, first_;
  Dealer& dealer_;
};

}  // namespace

Tallies simulate_on_threads(const Backend& backend, const Plan& plan, TrialRange range, const TrialBits& bits,
                            const DealingSettings& settings, const Report& report) {
  const std::uint64_t blocks = settings.blocks_per_batch != 0 ? settings.blocks_per_batch : backend.blocks_per_batch();
  LocalDealer own;
  Dealer& dealer = settings.dealer != nullptr ? *settings.dealer : own;
  Batches batches(range, blocks * trials_per_block, dealer);
  const auto enough = [&] {
    return (settings.stop != nullptr && settings.stop->load()) ||
           (settings.until && std::chrono::steady_clock::now() >= *settings.until);
  };
  std::atomic<std::uint64_t> done = 0, disconnected = 0;
  std::mutex mutex;
  std::condition_variable finished;
  unsigned running = backend.workers();
  std::exception_ptr failure;
  Tallies total = Tallies::for_model(plan.model());

  // However short the time, a batch a worker is taken, or a round might end as it began.
  if (settings.stop != nullptr && settings.stop->load()) dealer.close();
  const auto work = [&](unsigned worker) {
    try {
      std::chrono::duration<double> busy{};
      const std::unique_ptr<Simulator> simulator = backend.make_simulator(plan, worker);
      TrialRange batch;
      while (batches.take(batch)) {
        const std::vector<std::uint64_t>& counts = simulator->tallies().disconnected;
        const auto lost = [&] { return counts.empty() ? 0 : counts[0]; };
        const std::uint64_t before = lost();
        const auto start = std::chrono::steady_clock::now();
        simulator->simulate(batch, bits);
        busy += std::chrono::steady_clock::now() - start;
        disconnected += lost() - before;
        done += batch.count;
        if (enough()) dealer.close();
      }
      const std::lock_guard lock(mutex);
      total += simulator->tallies();
      if (settings.worker_seconds != nullptr) *settings.worker_seconds += busy.count();
    } catch (...) {
      dealer.close();
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
    const std::lock_guard lock(mutex);
    --running;
    finished.notify_one();
  };

  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < backend.workers(); ++i) workers.emplace_back(work, i);
  for (std::unique_lock lock(mutex); running != 0;) {
    if (finished.wait_for(lock, report_interval, [&] { return running == 0; })) break;
    lock.unlock();
    if (report) report(done, disconnected);
    lock.lock();
  }
  workers.clear();
  if (failure) std::rethrow_exception(failure);
  if (report) report(done, disconnected);
  return total;
}

}  // namespace kaitei::engine

#include "engine/threads.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "kernels/cuts.hpp"

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

  // More would find nothing to do.
  unsigned useful_workers(unsigned count) const {
    const std::uint64_t end = (range_.first + range_.count + size_ - 1) / size_;
    return static_cast<unsigned>(std::clamp<std::uint64_t>(end - first_, 1, count));
  }

 private:
  TrialRange range_;
  std::uint64_t size_, first_;
  Dealer& dealer_;
};

// A simulator of a backend; the bits that it sets are nobody else's.
class Simulating final : public Worker {
 public:
  Simulating(std::unique_ptr<Simulator> simulator, const TrialBits& bits, Tallies& total)
      : simulator_(std::move(simulator)), bits_(bits), total_(total) {}

  void simulate(TrialRange batch) override { simulator_->simulate(batch, bits_); }
  std::uint64_t disconnected() const override {
    const std::vector<std::uint64_t>& counts = simulator_->tallies().disconnected;
    return counts.empty() ? 0 : counts[0];
  }
  void hand_in() override { total_ += simulator_->tallies(); }

 private:
  std::unique_ptr<Simulator> simulator_;
  const TrialBits& bits_;
  Tallies& total_;
};

}  // namespace

void deal(TrialRange range, std::uint64_t batch_size, unsigned worker_count, const MakeWorker& make_worker,
          const DealingSettings& settings, const Report& report) {
  LocalDealer own;
  Dealer& dealer = settings.dealer != nullptr ? *settings.dealer : own;
  Batches batches(range, batch_size, dealer);
  const auto enough = [&] {
    return (settings.stop != nullptr && settings.stop->load()) ||
           (settings.until && std::chrono::steady_clock::now() >= *settings.until);
  };
  std::atomic<std::uint64_t> done = 0, disconnected = 0;
  std::mutex mutex;
  std::condition_variable finished;
  unsigned running = batches.useful_workers(worker_count);
  std::exception_ptr failure;

  // However short the time, a batch a worker is taken, or a round might end as it began.
  if (settings.stop != nullptr && settings.stop->load()) dealer.close();
  const auto work = [&](unsigned number) {
    try {
      std::chrono::duration<double> busy{};
      const std::unique_ptr<Worker> worker = make_worker(number);
      TrialRange batch;
      while (batches.take(batch)) {
        const std::uint64_t before = worker->disconnected();
        const auto start = std::chrono::steady_clock::now();
        worker->simulate(batch);
        busy += std::chrono::steady_clock::now() - start;
        disconnected += worker->disconnected() - before;
        done += batch.count;
        if (enough()) dealer.close();
      }
      const std::lock_guard lock(mutex);
      worker->hand_in();
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

  std::vector<std::jthread> threads;
  for (unsigned i = 0, count = running; i < count; ++i) threads.emplace_back(work, i);
  for (std::unique_lock lock(mutex); running != 0;) {
    if (finished.wait_for(lock, report_interval, [&] { return running == 0; })) break;
    lock.unlock();
    if (report) report(done, disconnected);
    lock.lock();
  }
  threads.clear();
  if (failure) std::rethrow_exception(failure);
  if (report) report(done, disconnected);
}

Tallies simulate_on_threads(const Backend& backend, const Plan& plan, TrialRange range, const TrialBits& bits,
                            const DealingSettings& settings, const Report& report) {
  const std::uint64_t blocks = settings.blocks_per_batch != 0 ? settings.blocks_per_batch : backend.blocks_per_batch();
  Tallies total = Tallies::for_model(plan.model());
  const auto make_worker = [&](unsigned number) {
    return std::make_unique<Simulating>(backend.make_simulator(plan, number), bits, total);
  };
  deal(range, blocks * trials_per_block, backend.workers(), make_worker, settings, report);
  return total;
}

Tallies simulate_all(const Backend& backend, const Plan& plan, TrialRange range, const std::atomic<bool>* stop) {
  Tallies tallies = simulate_on_threads(backend, plan, range, {}, {.stop = stop}, {});
  if (tallies.trials != range.count) throw Stopped{};
  return tallies;
}

}  // namespace kaitei::engine

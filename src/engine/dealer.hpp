// Who deals the batches of a run.
#pragma once

#include <atomic>
#include <cstdint>

namespace kaitei::engine {

// Gives out the numbers 0, 1, 2, ..., each once, to any thread. After close() nobody gets another that counts: what is
// given then is 2^62 or more. What was taken is finished by its taker, so the batches done are always the first ones.
class Dealer {
 public:
  static constexpr std::uint64_t closed = std::uint64_t{1} << 62;
  virtual ~Dealer() = default;
  virtual std::uint64_t take() = 0;
  virtual void close() = 0;
  virtual std::uint64_t taken() = 0;  // numbers given out so far; meaningless once closed
};

// Among the threads of one process.
class LocalDealer final : public Dealer {
 public:
  std::uint64_t take() override { return next_.fetch_add(1, std::memory_order_relaxed); }
  void open() { next_ = 0; }
  void close() override { next_ = closed; }
  std::uint64_t taken() override { return next_; }

 private:
  std::atomic<std::uint64_t> next_ = 0;
};

}  // namespace kaitei::engine

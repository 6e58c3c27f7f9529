// Runs the threads of one CUDA thread block on the CPU, each a fiber of its own stack. Barriers and warp operations are
// where fibers hand over; who goes on next is drawn from a seed, so that a missing barrier shows as a wrong result, and
// a barrier that not all threads reach, or a warp operation that its lanes do not meet in, as an error.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace cuda_on_cpu {

struct Index3 {
  unsigned x = 1, y = 1, z = 1;
  Index3(unsigned x_ = 1, unsigned y_ = 1, unsigned z_ = 1) : x(x_), y(y_), z(z_) {}
};

// A kernel broke a rule of the programming model.
struct KernelError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class Meeting { none, block_sync, block_or, block_and, warp_sync, ballot, shuffle, match, sum };

// Where a thread waits, and what it brought.
struct Wait {
  Meeting meeting = Meeting::none;
  std::uint32_t mask = 0;   // lanes of a warp operation
  std::uint64_t value = 0;  // brought in
  unsigned source = 0;      // lane read from, of a shuffle
  std::uint64_t result = 0; // taken away
};

struct Launch {
  Index3 grid, block;
  std::size_t shared_bytes = 0;
  std::uint64_t seed = 0;  // 0: warps and lanes in order; else shuffled
};

class BlockRunner {
 public:
  explicit BlockRunner(const Launch&);
  ~BlockRunner();

  // Runs one thread block to its end. Throws KernelError.
  void run(const std::function<void()>& kernel, Index3 block_index);

  // For the thread that runs now.
  static BlockRunner& current();
  Index3 thread_index() const;
  Index3 block_index() const { return block_index_; }
  const Launch& launch() const { return launch_; }
  unsigned lane() const { return running_ % 32; }
  void* dynamic_shared() { return shared_.get(); }
  // Waits for the others; returns what the operation gives.
  std::uint64_t meet(Wait);
  // Lets others run, now and then: between a read and a write that are not one atomic operation, say.
  void maybe_hand_over();

 private:
  struct Fiber;
  void switch_to(unsigned thread);
  void hand_over();
  bool run_warp(unsigned warp);
  bool complete_warp(unsigned warp);
  bool complete_block();
  void complete(unsigned first_thread, std::uint32_t mask);
  void abandon();
  [[noreturn]] void fail(const std::string& what);
  unsigned shuffled(std::vector<unsigned>& order, unsigned count);

  Launch launch_;
  Index3 block_index_;
  std::vector<std::unique_ptr<Fiber>> fibers_;
  unsigned running_ = 0;
  bool abandoned_ = false;
  const std::function<void()>* kernel_ = nullptr;
  std::unique_ptr<std::byte[]> shared_;
  std::mt19937_64 random_;
};

}  // namespace cuda_on_cpu

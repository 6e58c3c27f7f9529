#include "block_runner.hpp"

#include <algorithm>
#include <boost/context/fiber.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>
#include <cstring>
#include <numeric>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace cuda_on_cpu {
namespace {

namespace context = boost::context;

constexpr std::size_t stack_bytes = 128 * 1024;
thread_local BlockRunner* running_block = nullptr;

struct Abandoned {};  // unwinds a fiber whose block has failed

// AddressSanitizer must hear of every change of stack.
struct StackChange {
#if defined(__SANITIZE_ADDRESS__)
  void* saved = nullptr;
  void start(const void* bottom, std::size_t size, bool last = false) {
    __sanitizer_start_switch_fiber(last ? nullptr : &saved, bottom, size);
  }
  void finish(const void** bottom, std::size_t* size) { __sanitizer_finish_switch_fiber(saved, bottom, size); }
#else
  void start(const void*, std::size_t, bool = false) {}
  void finish(const void**, std::size_t*) {}
#endif
};

// A stack that outlives the fibers that run on it one after the other.
struct LentStack {
  context::stack_context allocate() { return {}; }
  void deallocate(context::stack_context&) {}
};

}  // namespace

struct BlockRunner::Fiber {
  Fiber() : stack(allocator.allocate()) {}
  ~Fiber() { allocator.deallocate(stack); }

  context::protected_fixedsize_stack allocator{stack_bytes};
  context::stack_context stack;
  context::fiber fiber;   // suspended, while the scheduler runs
  context::fiber back;    // the scheduler, while the fiber runs
  StackChange to_fiber, to_scheduler;
  const void* scheduler_bottom = nullptr;
  std::size_t scheduler_size = 0;
  Wait wait;
  bool done = false;
};

BlockRunner::BlockRunner(const Launch& launch) : launch_(launch), random_(launch.seed) {
  for (unsigned i = 0; i < launch.block.x * launch.block.y * launch.block.z; ++i)
    fibers_.push_back(std::make_unique<Fiber>());
}

BlockRunner::~BlockRunner() = default;

BlockRunner& BlockRunner::current() { return *running_block; }

Index3 BlockRunner::thread_index() const {
  const Index3& size = launch_.block;
  return {running_ % size.x, running_ / size.x % size.y, running_ / (size.x * size.y)};
}

void BlockRunner::fail(const std::string& what) {
  abandon();
  throw KernelError("thread block " + std::to_string(block_index_.x) + ": " + what);
}

void BlockRunner::run(const std::function<void()>& kernel, Index3 block_index) {
  kernel_ = &kernel;
  block_index_ = block_index;
  abandoned_ = false;
  // Exactly as long as asked for, and filled with rubbish: AddressSanitizer sees what goes past the end.
  shared_ = std::make_unique<std::byte[]>(launch_.shared_bytes);
  std::memset(shared_.get(), 0xCD, launch_.shared_bytes);
  running_block = this;
  for (auto& f : fibers_) {
    f->done = false;
    f->wait = {};
    f->fiber = context::fiber(
        std::allocator_arg, context::preallocated(f->stack.sp, f->stack.size, f->stack), LentStack{},
        [this, f = f.get()](context::fiber&& scheduler) {
          f->to_scheduler.finish(&f->scheduler_bottom, &f->scheduler_size);
          f->back = std::move(scheduler);
          try {
            if (!abandoned_) (*kernel_)();
          } catch (const Abandoned&) {
          }
          f->done = true;
          f->to_scheduler.start(f->scheduler_bottom, f->scheduler_size, true);
          return std::move(f->back);
        });
  }
  const unsigned warps = static_cast<unsigned>((fibers_.size() + 31) / 32);
  std::vector<unsigned> order;
  while (std::ranges::any_of(fibers_, [](const auto& f) { return !f->done; })) {
    bool moved = false;
    shuffled(order, warps);
    for (const unsigned warp : order) {
      moved |= run_warp(warp);
      moved |= complete_warp(warp);
    }
    if (!moved && !complete_block())
      fail("deadlock: threads wait for a barrier or a warp operation that others do not reach");
  }
  running_block = nullptr;
}

unsigned BlockRunner::shuffled(std::vector<unsigned>& order, unsigned count) {
  order.resize(count);
  std::iota(order.begin(), order.end(), 0u);
  if (launch_.seed != 0) std::ranges::shuffle(order, random_);
  return count;
}

bool BlockRunner::run_warp(unsigned warp) {
  std::vector<unsigned> order;
  shuffled(order, std::min<unsigned>(32, static_cast<unsigned>(fibers_.size()) - warp * 32));
  bool moved = false;
  for (const unsigned lane : order) {
    const Fiber& f = *fibers_[warp * 32 + lane];
    if (f.done || f.wait.meeting != Meeting::none) continue;
    switch_to(warp * 32 + lane);
    moved = true;
  }
  return moved;
}

void BlockRunner::switch_to(unsigned thread) {
  Fiber& f = *fibers_[thread];
  running_ = thread;
  f.to_fiber.start(static_cast<const char*>(f.stack.sp) - f.stack.size, f.stack.size);
  f.fiber = std::move(f.fiber).resume();
  f.to_fiber.finish(nullptr, nullptr);
}

void BlockRunner::hand_over() {
  Fiber& f = *fibers_[running_];
  f.to_scheduler.start(f.scheduler_bottom, f.scheduler_size);
  f.back = std::move(f.back).resume();
  f.to_scheduler.finish(&f.scheduler_bottom, &f.scheduler_size);
  if (abandoned_) throw Abandoned();
}

void BlockRunner::maybe_hand_over() {
  if (launch_.seed != 0 && random_() % 8 == 0) hand_over();
}

std::uint64_t BlockRunner::meet(Wait wait) {
  Fiber& f = *fibers_[running_];
  f.wait = wait;
  hand_over();
  return f.wait.result;
}

// Completes every warp operation whose lanes have all arrived.
bool BlockRunner::complete_warp(unsigned warp) {
  const unsigned first = warp * 32, end = std::min<unsigned>(first + 32, static_cast<unsigned>(fibers_.size()));
  bool completed = false;
  for (unsigned thread = first; thread < end; ++thread) {
    const Fiber& f = *fibers_[thread];
    if (f.done || f.wait.meeting < Meeting::warp_sync) continue;
    const std::uint32_t mask = f.wait.mask;
    if (((mask >> (thread - first)) & 1u) == 0) fail("a lane takes part in a warp operation that leaves it out");
    bool all = true;
    for (unsigned lane = 0; lane < 32; ++lane) {
      if (((mask >> lane) & 1u) == 0) continue;
      if (first + lane >= end || fibers_[first + lane]->done) fail("a warp operation names a lane that has left");
      const Wait& other = fibers_[first + lane]->wait;
      if (other.meeting >= Meeting::warp_sync && (other.meeting != f.wait.meeting || other.mask != mask))
        fail("lanes of a warp meet in different operations");
      all &= other.meeting == f.wait.meeting;
    }
    if (!all) continue;
    complete(first, mask);
    completed = true;
  }
  return completed;
}

void BlockRunner::complete(unsigned first, std::uint32_t mask) {
  std::uint64_t value[32] = {};
  std::uint32_t ballot = 0, sum = 0;
  const auto for_lanes = [&](auto&& f) {
    for (unsigned lane = 0; lane < 32; ++lane)
      if (((mask >> lane) & 1u) != 0) f(lane, fibers_[first + lane]->wait);
  };
  for_lanes([&](unsigned lane, const Wait& wait) {
    value[lane] = wait.value;
    ballot |= static_cast<std::uint32_t>(wait.value != 0) << lane;
    sum += static_cast<std::uint32_t>(wait.value);
  });
  for_lanes([&](unsigned, Wait& wait) {
    switch (wait.meeting) {
      case Meeting::ballot: wait.result = ballot; break;
      case Meeting::sum: wait.result = sum; break;
      case Meeting::shuffle:
        if (((mask >> wait.source) & 1u) == 0) fail("a shuffle reads a lane outside its mask");
        wait.result = value[wait.source];
        break;
      case Meeting::match:
        wait.result = 0;
        for_lanes([&](unsigned lane, const Wait&) {
          wait.result |= static_cast<std::uint64_t>(value[lane] == wait.value) << lane;
        });
        break;
      default: break;
    }
  });
  for_lanes([&](unsigned, Wait& wait) { wait.meeting = Meeting::none; });
}

// Completes the barrier that every thread of the block has reached.
bool BlockRunner::complete_block() {
  const Meeting meeting = fibers_.front()->wait.meeting;
  if (meeting == Meeting::none || meeting >= Meeting::warp_sync) return false;
  bool any = false, all = true;
  for (const auto& f : fibers_) {
    if (f->done) fail("threads wait at a barrier that others have left without");
    if (f->wait.meeting != meeting) return false;
    any |= f->wait.value != 0;
    all &= f->wait.value != 0;
  }
  for (const auto& f : fibers_) {
    f->wait.result = meeting == Meeting::block_or ? any : all;
    f->wait.meeting = Meeting::none;
  }
  return true;
}

// Unwinds every fiber that still stands somewhere in the kernel.
void BlockRunner::abandon() {
  abandoned_ = true;
  for (unsigned thread = 0; thread < fibers_.size(); ++thread)
    while (!fibers_[thread]->done) switch_to(thread);
  running_block = nullptr;
}

}  // namespace cuda_on_cpu

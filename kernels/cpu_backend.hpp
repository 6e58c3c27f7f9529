// The CPU engine: ranges of trials, simulated by one thread each, into tallies that add up exactly.
#pragma once

#include <cstdint>
#include <memory>

#include "kernels/backend.hpp"
#include "kernels/block_function.hpp"

namespace kaitei {

// One thread's simulator over a shared Plan, which must outlive it.
class CpuSimulator final : public Simulator {
 public:
  explicit CpuSimulator(const Plan&, LaneWidth = widest_native(), InstructionSet = InstructionSet::native);
  ~CpuSimulator() override;
  CpuSimulator(CpuSimulator&&) noexcept;

  void simulate(TrialRange, const TrialBits& = {}) override;
  const Tallies& tallies() const override;
  // Failed bits of the block simulated last: element e's words at failed()[e * 32].
  const std::uint32_t* failed() const;
  // Memory that one simulator works in.
  static std::uint64_t state_bytes(const Plan&);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Threads of this machine.
class CpuBackend final : public Backend {
 public:
  explicit CpuBackend(unsigned threads, LaneWidth lanes = widest_native()) : threads_(threads), lanes_(lanes) {}
  std::string name() const override { return "cpu"; }
  std::string device() const override { return {}; }
  std::string lanes() const override;
  unsigned workers() const override { return threads_; }
  std::uint64_t blocks_per_batch() const override { return 64; }
  std::unique_ptr<Simulator> make_simulator(const Plan& plan, unsigned) const override;
  WorkerPlan plan_worker(const Plan&, unsigned worker) const override;
  StateCounts count_states(const Model&, TrialRange) const override;

 private:
  unsigned threads_;
  LaneWidth lanes_;
};

}  // namespace kaitei

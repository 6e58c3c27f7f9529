// The CPU engine: ranges of trials, simulated by one thread each, into tallies that add up exactly.
#pragma once

#include <cstdint>
#include <memory>

#include "kernels/block_function.hpp"
#include "kernels/plan.hpp"
#include "kernels/tallies.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// Where the disconnected trials go if someone asked for them: bit t % 32 of row[c][t / 32], with t counted from
// `first_trial`, which is a multiple of 1024.
struct TrialBits {
  std::uint64_t first_trial = 0;
  std::uint32_t* const* row = nullptr;  // [connectivity], null: not asked
};

// One thread's simulator. Not thread-safe; make one per thread over a shared Plan, which must outlive it.
class CpuSimulator {
 public:
  explicit CpuSimulator(const Plan&, LaneWidth = widest_native(), InstructionSet = InstructionSet::native);
  ~CpuSimulator();
  CpuSimulator(CpuSimulator&&) noexcept;

  // Adds the trials of the range to the tallies. Blocks cut by the range's ends are made whole and masked.
  void simulate(TrialRange, const TrialBits& = {});
  const Tallies& tallies() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kaitei

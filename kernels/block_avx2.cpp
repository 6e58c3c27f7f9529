// Compiled with the flags of one instruction set; nothing else may be included here that other files also emit.
#include "kernels/block.hpp"
#include "kernels/block_function.hpp"
#include "kernels/stage_block.hpp"

namespace kaitei {

void simulate_block_avx2(const PlanView& plan, std::uint64_t block, const std::uint32_t* valid,
                       const BlockScratch& scratch, const TallyView& tally) {
  simulate_block<Wide<8, Avx2>>(plan, block, valid, scratch, tally);
}

void simulate_stages_avx2(const PlanView& plan, TrialRange range, StageScratch& scratch, const StageSink& sink) {
  simulate_stages<Wide<8, Avx2>>(plan, range, scratch, sink);
}

}  // namespace kaitei

// Compiled with the flags of one instruction set; nothing else may be included here that other files also emit.
#include "kernels/block.hpp"
#include "kernels/block_function.hpp"

namespace kaitei {

void simulate_block_avx512(const PlanView& plan, std::uint64_t block, const std::uint32_t* valid,
                       const BlockScratch& scratch, const TallyView& tally) {
  simulate_block<Wide<16, Avx512>>(plan, block, valid, scratch, tally);
}

}  // namespace kaitei

#include "kernels/block.hpp"
#include "kernels/block_function.hpp"
#include "kernels/stage_block.hpp"

namespace kaitei {

#ifdef KAITEI_X86_64
void simulate_block_avx2(const PlanView&, std::uint64_t, const std::uint32_t*, const BlockScratch&, const TallyView&);
void simulate_block_avx512(const PlanView&, std::uint64_t, const std::uint32_t*, const BlockScratch&,
                           const TallyView&);
void simulate_stages_avx2(const PlanView&, TrialRange, StageScratch&, const StageSink&);
void simulate_stages_avx512(const PlanView&, TrialRange, StageScratch&, const StageSink&);
#endif

namespace {

template <class V>
void baseline(const PlanView& plan, std::uint64_t block, const std::uint32_t* valid, const BlockScratch& scratch,
              const TallyView& tally) {
  simulate_block<V>(plan, block, valid, scratch, tally);
}

bool has(LaneWidth width) {
#ifdef KAITEI_X86_64
  if (width == LaneWidth::lanes_512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  if (width == LaneWidth::lanes_256) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
#endif
  return width < LaneWidth::lanes_256;
}

}  // namespace

BlockFunction block_function(LaneWidth width, InstructionSet set) {
#ifdef KAITEI_X86_64
  if (set == InstructionSet::native && width >= LaneWidth::lanes_256 && has(width))
    return width == LaneWidth::lanes_512 ? simulate_block_avx512 : simulate_block_avx2;
#endif
  static_cast<void>(set);
  switch (width) {
    case LaneWidth::lanes_32: return baseline<Word32>;
    case LaneWidth::lanes_128: return baseline<Wide<4, Baseline>>;
    case LaneWidth::lanes_256: return baseline<Wide<8, Baseline>>;
    case LaneWidth::lanes_512: break;
  }
  return baseline<Wide<16, Baseline>>;
}

StagesFunction stages_function(LaneWidth width, InstructionSet set) {
#ifdef KAITEI_X86_64
  if (set == InstructionSet::native && width >= LaneWidth::lanes_256 && has(width))
    return width == LaneWidth::lanes_512 ? simulate_stages_avx512 : simulate_stages_avx2;
#endif
  static_cast<void>(set);
  switch (width) {
    case LaneWidth::lanes_32: return simulate_stages<Word32>;
    case LaneWidth::lanes_128: return simulate_stages<Wide<4, Baseline>>;
    case LaneWidth::lanes_256: return simulate_stages<Wide<8, Baseline>>;
    case LaneWidth::lanes_512: break;
  }
  return simulate_stages<Wide<16, Baseline>>;
}

LaneWidth widest_native() {
  if (has(LaneWidth::lanes_512)) return LaneWidth::lanes_512;
  return has(LaneWidth::lanes_256) ? LaneWidth::lanes_256 : LaneWidth::lanes_128;
}

const char* instruction_set_name(LaneWidth width) {
  if (width < LaneWidth::lanes_256 || !has(width)) return "baseline";
  return width == LaneWidth::lanes_512 ? "AVX-512" : "AVX2";
}

}  // namespace kaitei

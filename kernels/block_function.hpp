// The block function compiled for each instruction set and lane width, chosen at run time.
#pragma once

#include <cstdint>

#include "kernels/plan.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

struct BlockScratch;
struct StageScratch;
struct StageSink;

using BlockFunction = void (*)(const PlanView&, std::uint64_t block, const std::uint32_t* valid, const BlockScratch&,
                               const TallyView&);

// The same for a plan with stages: a whole range, which is not empty.
using StagesFunction = void (*)(const PlanView&, TrialRange, StageScratch&, const StageSink&);

enum class LaneWidth : std::uint32_t { lanes_32 = 32, lanes_128 = 128, lanes_256 = 256, lanes_512 = 512 };
// native: the best instruction set this machine has for the width; baseline: the one every machine has.
enum class InstructionSet { native, baseline };

// Never null: a width without native instructions falls back to the baseline's.
BlockFunction block_function(LaneWidth, InstructionSet);
StagesFunction stages_function(LaneWidth, InstructionSet);

// The widest width with native instructions on this machine: 512 with AVX-512, 256 with AVX2, else 128.
LaneWidth widest_native();

// "AVX-512", "AVX2" or "baseline": what block_function(width, native) uses.
const char* instruction_set_name(LaneWidth);

}  // namespace kaitei

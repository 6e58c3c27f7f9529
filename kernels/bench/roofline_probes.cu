// The pieces that a trial is made of, each in a kernel of its own, for kernels/bench/roofline.py to count the
// instructions of. They are never run.
#include "kernels/cuda/reach.cuh"
#include "kernels/cuda/sample.cuh"

using namespace kaitei;
using namespace kaitei::cuda;

// What every probe pays besides: its arguments, and two words written.
__global__ void probe_nothing(std::uint32_t* out) {
  out[threadIdx.x] = 0;
  out[threadIdx.x + 1024] = 0;
}

// Eight bits of U for one dense element in one word, against its threshold.
__global__ void probe_eight_bits(ElementSampler s, SamplerKeys keys, std::uint32_t w, std::uint32_t* out) {
  Word32 random[2][4], failed{0}, undecided{0xFFFFFFFFu};
  philox_pair(PhiloxFirst<Word32>(Word32{w + threadIdx.x}), 0, static_cast<std::uint32_t>(s.element),
              static_cast<std::uint32_t>(s.element >> 32), keys.dense, random);
  decide_four(random[0], s.threshold, failed, undecided);
  decide_four(random[1], s.threshold, failed, undecided);
  out[threadIdx.x] = failed.value;
  out[threadIdx.x + 1024] = undecided.value;
}

// Four more bits of a word from the queue.
__global__ void probe_four_bits(ElementSampler s, SamplerKeys keys, std::uint32_t w, std::uint32_t quad,
                                std::uint32_t* out) {
  Word32 random[4], failed{0}, undecided{0xFFFFFFFFu};
  draw_quad(random, Word32{w + threadIdx.x}, 0, Word32{quad}, s.element, keys.dense);
  decide_four(random, s.threshold, failed, undecided);
  out[threadIdx.x] = failed.value;
  out[threadIdx.x + 1024] = undecided.value;
}

// One neighbour pulled from, its place read from memory.
__global__ void probe_pull(const Neighbour* neighbours, std::uint32_t* out) {
  KAITEI_DYNAMIC_SHARED(shared);
  std::uint32_t* const failed = shared + 16384;
  std::uint32_t after = 0;
#pragma unroll
  for (int i = 0; i < 16; ++i)
    after |= at(shared, neighbours[i].node, threadIdx.x) & ~at(failed, neighbours[i].failed, threadIdx.x);
  out[threadIdx.x] = after;
  out[threadIdx.x + 1024] = 0;
}

// The tests' device itself: it must compute what CUDA computes, and catch what CUDA forbids.
#include <catch.hpp>

#include <vector>

#include "cuda_runtime.h"

using namespace cuda_on_cpu;

namespace {

void run(unsigned threads, std::uint64_t seed, const std::function<void()>& kernel, std::size_t shared_bytes = 0) {
  BlockRunner({1, threads, shared_bytes, seed}).run(kernel, {0, 0, 0});
}

// Every thread writes its place and reads its neighbour's; right only with the barrier between.
bool neighbours_agree(std::uint64_t seed, bool barrier) {
  bool right = true;
  run(128, seed, [&] {
    KAITEI_DYNAMIC_SHARED(shared);
    shared[threadIdx.x] = threadIdx.x;
    if (barrier) __syncthreads();
    if (shared[(threadIdx.x + 1) % 128] != (threadIdx.x + 1) % 128) right = false;
  }, 128 * 4);
  return right;
}

}  // namespace

TEST_CASE("Warp operations and block barriers give what CUDA gives") {
  for (const std::uint64_t seed : {0u, 1u, 2u}) {
    std::vector<unsigned> wrong;
    run(96, seed, [&] {
      const unsigned lane = threadIdx.x % 32;
      const auto expect = [&](bool holds, unsigned what) { if (!holds) wrong.push_back(what); };
      expect(__ballot_sync(0xFFFFFFFFu, lane % 3 == 0) == 0x49249249u, 1);
      expect(__shfl_sync(0xFFFFFFFFu, lane * 10, 5) == 50, 2);
      expect(__shfl_sync(0xFFFFFFFFu, lane, 3, 8) == lane / 8 * 8 + 3, 3);
      expect(__shfl_up_sync(0xFFFFFFFFu, lane, 2, 8) == (lane % 8 >= 2 ? lane - 2 : lane), 4);
      expect(__shfl_xor_sync(0xFFFFFFFFu, std::uint64_t{lane} << 40, 7) == std::uint64_t{lane ^ 7} << 40, 5);
      expect(__reduce_add_sync(0xFFFFFFFFu, lane) == 496, 6);
      expect(__match_any_sync(0xFFFFFFFFu, lane / 16) == (lane < 16 ? 0x0000FFFFu : 0xFFFF0000u), 7);
      if (lane < 4) expect(__any_sync(0xFu, lane == 2) && !__all_sync(0xFu, lane == 2), 8);
      expect(__syncthreads_or(threadIdx.x == 95) && !__syncthreads_and(threadIdx.x == 95), 9);
      expect(__syncthreads_and(1) && !__syncthreads_or(0), 10);
    });
    CHECK(wrong.empty());
  }
}

TEST_CASE("Static shared memory belongs to the block, atomics lose nothing") {
  unsigned total = 0;
  run(256, 3, [&] {
    __shared__ unsigned sum;
    if (threadIdx.x == 0) sum = 0;
    __syncthreads();
    atomicAdd(&sum, threadIdx.x);
    __syncthreads();
    if (threadIdx.x == 77) total = sum;
  });
  CHECK(total == 255 * 128);
}

TEST_CASE("A missing barrier shows when the order is shuffled") {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    CHECK(neighbours_agree(seed, true));
    CHECK_FALSE(neighbours_agree(seed, false));
  }
}

TEST_CASE("What CUDA forbids is an error") {
  for (const std::uint64_t seed : {0u, 9u}) {
    CHECK_THROWS_WITH(run(64, seed, [] { if (threadIdx.x < 32) __syncthreads(); }),
                      ContainsSubstring("others have left"));
    CHECK_THROWS_WITH(run(64, seed, [] { if (threadIdx.x < 40) __syncthreads(); else __syncwarp(); }),
                      ContainsSubstring("deadlock") || ContainsSubstring("have left") || ContainsSubstring("different"));
    CHECK_THROWS_WITH(run(32, seed, [] { if (threadIdx.x != 3) __syncwarp(); }),
                      ContainsSubstring("a lane that has left"));
    CHECK_THROWS_WITH(run(32, seed, [] { if (threadIdx.x < 16) __syncwarp(); else __ballot_sync(0xFFFFFFFFu, 1); }),
                      ContainsSubstring("different operations"));
    CHECK_THROWS_WITH(run(32, seed, [] { __shfl_sync(0xFFFFFFFFu >> (threadIdx.x == 40), 1, 0), __syncwarp(threadIdx.x == 5 ? 1 : 0xFFFFFFDFu); }),
                      ContainsSubstring("leaves it out"));
  }
}

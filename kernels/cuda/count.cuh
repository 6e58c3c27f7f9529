// Counts per trial: how many of some rows have the trial's bit set, and histograms of it.
#pragma once

#include "kernels/cuda/thread_block.cuh"

namespace kaitei::cuda {

// Four counters of eight bits in each of eight words: counter k of word b counts bit b + 8k.
class PackedCounters {
 public:
  static constexpr std::uint32_t rows_at_once = 7, groups_before_flush = 255 / rows_at_once;

  // Full adders bring seven bits down to a number of three, which is added once.
  __device__ void add(const std::uint32_t (&w)[rows_at_once]) {
    std::uint32_t carry1, carry2, carry3, sum = w[0], twos, fours;
    full_add(sum, w[1], w[2], carry1);
    full_add(sum, w[3], w[4], carry2);
    full_add(sum, w[5], w[6], carry3);
    twos = carry1;
    full_add(twos, carry2, carry3, fours);
    if ((sum | twos | fours) == 0) return;
#pragma unroll
    for (std::uint32_t b = 0; b < 8; ++b)
      counters_[b] += ((sum >> b) & ones) + ((twos >> b) & ones) * 2 + ((fours >> b) & ones) * 4;
  }

  // Adds to count[trial of the word][word] and starts again at zero.
  __device__ void flush(std::uint32_t* count, std::uint32_t word) {
#pragma unroll
    for (std::uint32_t b = 0; b < 8; ++b) {
#pragma unroll
      for (std::uint32_t k = 0; k < 4; ++k) {
        const std::uint32_t number = (counters_[b] >> (8 * k)) & 0xFFu;
        if (number != 0) atomicAdd(&at(count, b + 8 * k, word), number);
      }
      counters_[b] = 0;
    }
  }

 private:
  static constexpr std::uint32_t ones = 0x01010101u;

  __device__ static void full_add(std::uint32_t& sum, std::uint32_t b, std::uint32_t c, std::uint32_t& carry) {
    const std::uint32_t a = sum;
    sum = a ^ b ^ c;
    carry = (a & b) | (c & (a ^ b));
  }

  std::uint32_t counters_[8] = {};
};

// t.count[i][w] = how many of the rows have bit i of word w set. word_of(row) is this lane's word of a row.
template <class F>
__device__ inline void count_rows(const ThreadBlock& t, std::uint32_t rows, F&& word_of) {
  for (std::uint32_t i = t.warp; i < trials_per_word; i += t.warps) at(t.count, i, t.lane) = 0;
  __syncthreads();
  PackedCounters counters;
  std::uint32_t groups = 0;
  for (std::uint32_t row = t.warp * PackedCounters::rows_at_once; row < rows;
       row += t.warps * PackedCounters::rows_at_once) {
    std::uint32_t words[PackedCounters::rows_at_once];
#pragma unroll
    for (std::uint32_t i = 0; i < PackedCounters::rows_at_once; ++i) words[i] = row + i < rows ? word_of(row + i) : 0u;
    counters.add(words);
    if (++groups == PackedCounters::groups_before_flush) {
      counters.flush(t.count, t.lane);
      groups = 0;
    }
  }
  counters.flush(t.count, t.lane);
  __syncthreads();
}

// histogram[value_of(count)] + 1 for each trial that counts; ends with a barrier, so that `count` is free again.
template <class F>
__device__ inline void tally_counts(const ThreadBlock& t, unsigned long long* histogram, F&& value_of) {
  for (std::uint32_t i = t.warp; i < trials_per_word; i += t.warps)
    tally_value(histogram, t.lane, (t.valid >> i) & 1u, value_of(at(t.count, i, t.lane)));
  __syncthreads();
}

}  // namespace kaitei::cuda

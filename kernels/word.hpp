// Word types: Word32 holds 32 trials (host and device), Wide<N, Isa> holds N consecutive words in one CPU vector.
// Isa is a tag that keeps code compiled for different instruction sets apart, so that the linker never mixes them.
#pragma once

#include <cstdint>
#include <cstring>

#include "kernels/host_device.hpp"

#if defined(__x86_64__) && !defined(__CUDACC__)
#include <immintrin.h>
#endif

namespace kaitei {

struct Word32 {
  static constexpr std::uint32_t words = 1;
  using Products = Word32;
  std::uint32_t value;

  KAITEI_HD static Word32 splat(std::uint32_t x) { return {x}; }
  KAITEI_HD static Word32 iota() { return {0}; }
  KAITEI_HD static Word32 load(const std::uint32_t* p) { return {*p}; }
  KAITEI_HD void store(std::uint32_t* p) const { *p = value; }

  KAITEI_HD friend Word32 operator&(Word32 a, Word32 b) { return {a.value & b.value}; }
  KAITEI_HD friend Word32 operator|(Word32 a, Word32 b) { return {a.value | b.value}; }
  KAITEI_HD friend Word32 operator^(Word32 a, Word32 b) { return {a.value ^ b.value}; }
  KAITEI_HD friend Word32 operator+(Word32 a, Word32 b) { return {a.value + b.value}; }
  KAITEI_HD friend Word32 operator~(Word32 a) { return {~a.value}; }
  KAITEI_HD friend bool any(Word32 a) { return a.value != 0; }
  // Bit by bit, what two of the three say.
  KAITEI_HD friend Word32 majority(Word32 a, Word32 b, Word32 c) {
    return {(a.value & b.value) | ((a.value | b.value) & c.value)};
  }
  // The same of a, b's complement and c.
  KAITEI_HD friend Word32 majority_not(Word32 a, Word32 b, Word32 c) { return majority(a, ~b, c); }
  KAITEI_HD friend Word32 exclusive_or(Word32 a, Word32 b, Word32 c) { return {a.value ^ b.value ^ c.value}; }
  // All ones in the words whose bit `bit` is set, else zero.
  KAITEI_HD friend Word32 spread_bit(Word32 a, std::uint32_t bit) { return {0u - ((a.value >> bit) & 1u)}; }
  // The words of a that are not zero, and the words of b beside them, go to the front of the two arrays (which must
  // hold a whole vector); returns how many.
  KAITEI_HD friend std::uint32_t pack_nonzero(Word32 a, Word32 b, std::uint32_t* words_a, std::uint32_t* words_b) {
    *words_a = a.value;
    *words_b = b.value;
    return a.value != 0;
  }
  // Where products are kept between the rounds of Philox.
  KAITEI_HD Products split() const { return *this; }
  KAITEI_HD static Word32 join(Products p) { return p; }
  // 32 x 32 -> 64 bits: the product's two halves.
  KAITEI_HD friend void multiply(Word32 a, std::uint32_t m, Word32& high, Word32& low) {
    const std::uint64_t product = static_cast<std::uint64_t>(a.value) * m;
    high.value = static_cast<std::uint32_t>(product >> 32);
    low.value = static_cast<std::uint32_t>(product);
  }
  KAITEI_HD static void multiply_joined(Products a, std::uint32_t m, Word32& high, Word32& low) {
    multiply(a, m, high, low);
  }
};

#ifndef __CUDACC__

struct Baseline {};
struct Avx2 {};
struct Avx512 {};

// GCC's vectors of N 32-bit words, and the same bytes as 64-bit words.
template <std::uint32_t N>
struct VectorTypes;
template <>
struct VectorTypes<4> {
  typedef std::uint32_t Vector __attribute__((vector_size(16)));
  typedef std::uint64_t Halves __attribute__((vector_size(16)));
};
template <>
struct VectorTypes<8> {
  typedef std::uint32_t Vector __attribute__((vector_size(32)));
  typedef std::uint64_t Halves __attribute__((vector_size(32)));
};
template <>
struct VectorTypes<16> {
  typedef std::uint32_t Vector __attribute__((vector_size(64)));
  typedef std::uint64_t Halves __attribute__((vector_size(64)));
};

// The N words of a vector in two vectors of 64-bit lanes, the even words and the odd ones, each in the low half of its
// lane. What stands in the upper halves means nothing, so a product's low half is the product itself.
template <std::uint32_t N, class Isa>
struct SplitWide {
  using Halves = typename VectorTypes<N>::Halves;
  Halves even, odd;

  KAITEI_HD static SplitWide splat(std::uint64_t x) { return {x - Halves{}, x - Halves{}}; }
  KAITEI_HD friend SplitWide operator^(SplitWide a, SplitWide b) { return {a.even ^ b.even, a.odd ^ b.odd}; }
  KAITEI_HD friend SplitWide exclusive_or(SplitWide a, SplitWide b, SplitWide c) {
#ifdef __AVX512F__
    if constexpr (N == 16)
      return {(Halves)_mm512_ternarylogic_epi64((__m512i)a.even, (__m512i)b.even, (__m512i)c.even, 0x96),
              (Halves)_mm512_ternarylogic_epi64((__m512i)a.odd, (__m512i)b.odd, (__m512i)c.odd, 0x96)};
#endif
    return a ^ b ^ c;
  }
  KAITEI_HD static Halves multiply_low_halves(Halves a, std::uint32_t m) {
#ifdef __AVX512F__
    if constexpr (N == 16) return (Halves)_mm512_mul_epu32((__m512i)a, _mm512_set1_epi64(m));
#endif
#ifdef __AVX2__
    if constexpr (N == 8) return (Halves)_mm256_mul_epu32((__m256i)a, _mm256_set1_epi64x(m));
#endif
#ifdef __SSE2__
    if constexpr (N == 4) return (Halves)_mm_mul_epu32((__m128i)a, _mm_set1_epi64x(m));
#endif
    return (a & 0xFFFFFFFFu) * m;
  }
  KAITEI_HD friend void multiply(SplitWide a, std::uint32_t m, SplitWide& high, SplitWide& low) {
    low = {multiply_low_halves(a.even, m), multiply_low_halves(a.odd, m)};
    high = {low.even >> 32, low.odd >> 32};
  }
};

template <std::uint32_t N, class Isa>
struct Wide {
  static constexpr std::uint32_t words = N;
  using Products = SplitWide<N, Isa>;
  using Vector = typename VectorTypes<N>::Vector;
  using Halves = typename VectorTypes<N>::Halves;
  Vector value;

  KAITEI_HD static Wide splat(std::uint32_t x) { return {x - Vector{}}; }
  KAITEI_HD static Wide iota() {
    Vector v;
    for (std::uint32_t i = 0; i < N; ++i) v[i] = i;
    return {v};
  }
  KAITEI_HD static Wide load(const std::uint32_t* p) {
    Wide w;
    std::memcpy(&w.value, p, sizeof w.value);
    return w;
  }
  KAITEI_HD void store(std::uint32_t* p) const { std::memcpy(p, &value, sizeof value); }

  KAITEI_HD friend Wide operator&(Wide a, Wide b) { return {a.value & b.value}; }
  KAITEI_HD friend Wide operator|(Wide a, Wide b) { return {a.value | b.value}; }
  KAITEI_HD friend Wide operator^(Wide a, Wide b) { return {a.value ^ b.value}; }
  KAITEI_HD friend Wide operator+(Wide a, Wide b) { return {a.value + b.value}; }
  KAITEI_HD friend Wide operator~(Wide a) { return {~a.value}; }

  KAITEI_HD friend bool any(Wide a) {
#ifdef __AVX512F__
    if constexpr (N == 16) return _mm512_test_epi32_mask((__m512i)a.value, (__m512i)a.value) != 0;
#endif
#ifdef __AVX2__
    if constexpr (N == 8) return !_mm256_testz_si256((__m256i)a.value, (__m256i)a.value);
#endif
    const Halves h = (Halves)a.value;
    std::uint64_t bits = 0;
    for (std::uint32_t i = 0; i < N / 2; ++i) bits |= h[i];
    return bits != 0;
  }

  KAITEI_HD friend Wide majority(Wide a, Wide b, Wide c) {
#ifdef __AVX512F__
    if constexpr (N == 16)
      return {(Vector)_mm512_ternarylogic_epi32((__m512i)a.value, (__m512i)b.value, (__m512i)c.value, 0xE8)};
#endif
    return {(a.value & b.value) | ((a.value | b.value) & c.value)};
  }
  KAITEI_HD friend Wide majority_not(Wide a, Wide b, Wide c) {
#ifdef __AVX512F__
    if constexpr (N == 16)
      return {(Vector)_mm512_ternarylogic_epi32((__m512i)a.value, (__m512i)b.value, (__m512i)c.value, 0xB2)};
#endif
    return majority(a, ~b, c);
  }
  KAITEI_HD friend Wide exclusive_or(Wide a, Wide b, Wide c) { return {a.value ^ b.value ^ c.value}; }
  KAITEI_HD friend Wide spread_bit(Wide a, std::uint32_t bit) { return {Vector{} - ((a.value >> bit) & 1u)}; }

  KAITEI_HD friend std::uint32_t pack_nonzero(Wide a, Wide b, std::uint32_t* words_a, std::uint32_t* words_b) {
#ifdef __AVX512F__
    if constexpr (N == 16) {  // compressed in a register: a compressing store is slow on Zen 4
      const __mmask16 mask = _mm512_test_epi32_mask((__m512i)a.value, (__m512i)a.value);
      _mm512_storeu_si512(words_a, _mm512_maskz_compress_epi32(mask, (__m512i)a.value));
      _mm512_storeu_si512(words_b, _mm512_maskz_compress_epi32(mask, (__m512i)b.value));
      return static_cast<std::uint32_t>(__builtin_popcount(mask));
    }
#endif
    std::uint32_t packed = 0;
    for (std::uint32_t i = 0; i < N; ++i) {
      words_a[packed] = a.value[i];
      words_b[packed] = b.value[i];
      packed += a.value[i] != 0;
    }
    return packed;
  }

  // Zero if all bits are shifted out.
  KAITEI_HD friend Wide shift_left(Wide a, unsigned bits) { return {bits > 31 ? Vector{} : a.value << bits}; }
  KAITEI_HD friend Wide shift_right(Wide a, unsigned bits) { return {bits > 31 ? Vector{} : a.value >> bits}; }
  // Where a's word is below the limit, the words of a, b and c go to the front of the three arrays (which must hold a
  // whole vector); returns how many.
  KAITEI_HD friend std::uint32_t pack_where_below(Wide a, std::uint32_t limit, Wide b, Wide c, std::uint32_t* words_a,
                                                  std::uint32_t* words_b, std::uint32_t* words_c) {
#ifdef __AVX512F__
    if constexpr (N == 16) {
      const __mmask16 mask = _mm512_cmplt_epu32_mask((__m512i)a.value, _mm512_set1_epi32(static_cast<int>(limit)));
      _mm512_storeu_si512(words_a, _mm512_maskz_compress_epi32(mask, (__m512i)a.value));
      _mm512_storeu_si512(words_b, _mm512_maskz_compress_epi32(mask, (__m512i)b.value));
      _mm512_storeu_si512(words_c, _mm512_maskz_compress_epi32(mask, (__m512i)c.value));
      return static_cast<std::uint32_t>(__builtin_popcount(mask));
    }
#endif
    std::uint32_t packed = 0;
    for (std::uint32_t i = 0; i < N; ++i) {
      words_a[packed] = a.value[i];
      words_b[packed] = b.value[i];
      words_c[packed] = c.value[i];
      packed += a.value[i] < limit;
    }
    return packed;
  }

  KAITEI_HD Products split() const { return {(Halves)value, (Halves)value >> 32}; }
  KAITEI_HD static Wide join(Products p) {
#ifdef __AVX512F__
    if constexpr (N == 16)
      return {(Vector)_mm512_mask_shuffle_epi32((__m512i)p.even, 0xAAAA, (__m512i)p.odd, _MM_PERM_CCAA)};
#endif
#ifdef __AVX2__
    if constexpr (N == 8) return {(Vector)_mm256_blend_epi32((__m256i)p.even, (__m256i)(p.odd << 32), 0xAA)};
#endif
    return {(Vector)((p.even & 0xFFFFFFFFu) | (p.odd << 32))};
  }
  // The same of what stands in the upper halves.
  KAITEI_HD static Wide join_high(Products p) {
#ifdef __AVX512F__
    if constexpr (N == 16)
      return {(Vector)_mm512_mask_shuffle_epi32((__m512i)p.odd, 0x5555, (__m512i)p.even, _MM_PERM_DDBB)};
#endif
#ifdef __AVX2__
    if constexpr (N == 8) return {(Vector)_mm256_blend_epi32((__m256i)(p.even >> 32), (__m256i)p.odd, 0xAA)};
#endif
    return {(Vector)((p.even >> 32) | (p.odd & 0xFFFFFFFF00000000u))};
  }
  KAITEI_HD static void multiply_joined(Products a, std::uint32_t m, Wide& high, Wide& low) {
    const Products product = {Products::multiply_low_halves(a.even, m), Products::multiply_low_halves(a.odd, m)};
    high = join_high(product);
    low = join(product);
  }
};

#endif  // __CUDACC__

}  // namespace kaitei

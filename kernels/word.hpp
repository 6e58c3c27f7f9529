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
  // 32 x 32 -> 64 bits: the product's two halves.
  KAITEI_HD friend void multiply(Word32 a, std::uint32_t m, Word32& high, Word32& low) {
    const std::uint64_t product = static_cast<std::uint64_t>(a.value) * m;
    high.value = static_cast<std::uint32_t>(product >> 32);
    low.value = static_cast<std::uint32_t>(product);
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

template <std::uint32_t N, class Isa>
struct Wide {
  static constexpr std::uint32_t words = N;
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

  KAITEI_HD friend void multiply(Wide a, std::uint32_t m, Wide& high, Wide& low) {
    Halves even, odd;  // products of the even and of the odd words
#ifdef __AVX512F__
    if constexpr (N == 16) {
      const __m512i x = (__m512i)a.value, y = _mm512_set1_epi32(static_cast<int>(m));
      const __m512i e = _mm512_mul_epu32(x, y), o = _mm512_mul_epu32(_mm512_srli_epi64(x, 32), y);
      low.value = (Vector)_mm512_mask_shuffle_epi32(e, 0xAAAA, o, _MM_PERM_CCAA);
      high.value = (Vector)_mm512_mask_blend_epi32(0xAAAA, _mm512_srli_epi64(e, 32), o);
      return;
    }
#endif
#ifdef __AVX2__
    if constexpr (N == 8) {
      const __m256i x = (__m256i)a.value, y = _mm256_set1_epi32(static_cast<int>(m));
      const __m256i e = _mm256_mul_epu32(x, y), o = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), y);
      low.value = (Vector)_mm256_blend_epi32(e, _mm256_slli_epi64(o, 32), 0xAA);
      high.value = (Vector)_mm256_blend_epi32(_mm256_srli_epi64(e, 32), o, 0xAA);
      return;
    }
#endif
#ifdef __SSE2__
    if constexpr (N == 4) {
      const __m128i x = (__m128i)a.value, y = _mm_set1_epi32(static_cast<int>(m));
      even = (Halves)_mm_mul_epu32(x, y);
      odd = (Halves)_mm_mul_epu32(_mm_srli_epi64(x, 32), y);
    } else
#endif
    {
      const Halves x = (Halves)a.value;
      even = (x & 0xFFFFFFFFu) * m;
      odd = (x >> 32) * m;
    }
    low.value = (Vector)((even & 0xFFFFFFFFu) | (odd << 32));
    high.value = (Vector)((even >> 32) | (odd & 0xFFFFFFFF00000000u));
  }
};

#endif  // __CUDACC__

// Two vectors side by side: independent work that hides the latency of one vector's dependent steps.
template <class V>
struct Twice {
  static constexpr std::uint32_t words = 2 * V::words;
  V low, high;

  KAITEI_HD static Twice splat(std::uint32_t x) { return {V::splat(x), V::splat(x)}; }
  KAITEI_HD static Twice iota() { return {V::iota(), V::iota() + V::splat(V::words)}; }
  KAITEI_HD void store(std::uint32_t* p) const {
    low.store(p);
    high.store(p + V::words);
  }

  KAITEI_HD friend Twice operator&(Twice a, Twice b) { return {a.low & b.low, a.high & b.high}; }
  KAITEI_HD friend Twice operator|(Twice a, Twice b) { return {a.low | b.low, a.high | b.high}; }
  KAITEI_HD friend Twice operator^(Twice a, Twice b) { return {a.low ^ b.low, a.high ^ b.high}; }
  KAITEI_HD friend Twice operator+(Twice a, Twice b) { return {a.low + b.low, a.high + b.high}; }
  KAITEI_HD friend Twice operator~(Twice a) { return {~a.low, ~a.high}; }
  KAITEI_HD friend bool any(Twice a) { return any(a.low | a.high); }
  KAITEI_HD friend void multiply(Twice a, std::uint32_t m, Twice& high, Twice& low) {
    multiply(a.low, m, high.low, low.low);
    multiply(a.high, m, high.high, low.high);
  }
};

}  // namespace kaitei

// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
// 1, 2, 3" (SC 2011). Stateless: the same counter and key give the same four words on every machine and width.
#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"
#include "kernels/word.hpp"

namespace kaitei {

inline constexpr std::uint32_t philox_multiplier_0 = 0xD2511F53u, philox_multiplier_1 = 0xCD9E8D57u;

struct PhiloxKey {
  std::uint32_t k0, k1;

  KAITEI_HD explicit PhiloxKey(std::uint64_t key)
      : k0(static_cast<std::uint32_t>(key)), k1(static_cast<std::uint32_t>(key >> 32)) {}
  KAITEI_HD void next_round() {
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
};

// The keys of all rounds, made once, as vectors read them. P is a word type's Products.
template <class P>
class PhiloxKeys {
 public:
  struct Round {
    std::uint64_t k0, k1;  // below 2^32
  };
  struct Rounds {  // what PhiloxKey is to single words
    const Round* at;
    std::uint64_t k0 = at->k0, k1 = at->k1;

    KAITEI_HD void next_round() { *this = {at + 1}; }
  };

  KAITEI_HD PhiloxKeys(std::uint64_t key_64) {
    PhiloxKey key(key_64);
    for (Round& round : round_) {
      round = {key.k0, key.k1};
      key.next_round();
    }
  }
  KAITEI_HD Rounds first() const { return {round_}; }

 private:
  Round round_[11];  // one more than is used
};

// Single words make each round's key from the one before.
template <>
class PhiloxKeys<Word32> {
 public:
  KAITEI_HD PhiloxKeys(std::uint64_t key) : key_(key) {}
  KAITEI_HD PhiloxKey first() const { return key_; }

 private:
  PhiloxKey key_;
};

template <class P, class Key>
KAITEI_HD void philox_round(P counter[4], const Key& key) {
  P high0, low0, high1, low1;
  multiply(counter[0], philox_multiplier_0, high0, low0);
  multiply(counter[2], philox_multiplier_1, high1, low1);
  counter[0] = exclusive_or(high1, counter[1], P::splat(key.k0));
  counter[1] = low1;
  counter[2] = exclusive_or(high0, counter[3], P::splat(key.k1));
  counter[3] = low0;
}

// The last round, which leaves the products' two kinds of lanes joined.
template <class V, class Key>
KAITEI_HD void philox_last_round(const typename V::Products counter[4], const Key& key, V random[4]) {
  V high0, high1;
  V::multiply_joined(counter[0], philox_multiplier_0, high0, random[3]);
  V::multiply_joined(counter[2], philox_multiplier_1, high1, random[1]);
  random[0] = exclusive_or(high1, V::join(counter[1]), V::splat(static_cast<std::uint32_t>(key.k0)));
  random[2] = exclusive_or(high0, V::join(counter[3]), V::splat(static_cast<std::uint32_t>(key.k1)));
}

// Replaces counter[0..3] by four random words per lane. V is a word type of kernels/word.hpp.
template <class V>
KAITEI_HD void philox4x32_10(V counter[4], const PhiloxKeys<typename V::Products>& keys) {
  typename V::Products products[4] = {counter[0].split(), counter[1].split(), counter[2].split(), counter[3].split()};
  auto key = keys.first();
  KAITEI_UNROLL(9)
  for (int round = 0; round < 9; ++round, key.next_round()) philox_round(products, key);
  philox_last_round(products, key, counter);
}

// The first product of the first round, which is all that the words 0 to 2^32 - 1 contribute to it.
template <class V>
struct PhiloxFirst {
  typename V::Products high, low;

  KAITEI_HD PhiloxFirst() {}
  KAITEI_HD explicit PhiloxFirst(V counter_0) { multiply(counter_0.split(), philox_multiplier_0, high, low); }
};

// philox4x32_10 of two counters that differ in the lowest bit of counter[1]: the same lanes of counter[0] (in `first`),
// the other words the same in every lane. Two of ten rounds are done once, or outside the vectors.
template <class V>
KAITEI_HD void philox_pair(const PhiloxFirst<V>& first, std::uint32_t counter_1, std::uint32_t counter_2,
                           std::uint32_t counter_3, const PhiloxKeys<typename V::Products>& keys, V random[2][4]) {
  using P = typename V::Products;
  const auto product = [](std::uint32_t a, std::uint32_t m) { return static_cast<std::uint64_t>(a) * m; };
  auto key = keys.first();
  // Round 1 makes counter[0] and [1] from counter[2] and [1], which are the same in every lane, and the others from
  // the lanes.
  const std::uint64_t p1 = product(counter_2, philox_multiplier_1);
  const std::uint32_t c0 = static_cast<std::uint32_t>(p1 >> 32) ^ counter_1 ^ static_cast<std::uint32_t>(key.k0);
  const std::uint32_t c1 = static_cast<std::uint32_t>(p1);
  const P c2 = first.high ^ P::splat(counter_3 ^ key.k1);
  key.next_round();
  // Round 2: only the product of c0 differs between the two.
  P high1, low1;
  multiply(c2, philox_multiplier_1, high1, low1);
  const P d0 = high1 ^ P::splat(c1 ^ key.k0);
  const auto round_2 = key;
  key.next_round();
  // Round 3: the product of d0 is the same for both.
  P high0, low0;
  multiply(d0, philox_multiplier_0, high0, low0);
  const auto round_3 = key;
  key.next_round();
  P state[2][4];
  KAITEI_UNROLL(2)
  for (std::uint32_t i = 0; i < 2; ++i) {
    const std::uint64_t p0 = product(c0 ^ i, philox_multiplier_0);
    const P d2 = first.low ^ P::splat(static_cast<std::uint32_t>(p0 >> 32) ^ round_2.k1);
    P high, low;
    multiply(d2, philox_multiplier_1, high, low);
    state[i][0] = exclusive_or(high, low1, P::splat(round_3.k0));
    state[i][1] = low;
    state[i][2] = high0 ^ P::splat(static_cast<std::uint32_t>(p0) ^ round_3.k1);
    state[i][3] = low0;
  }
  KAITEI_UNROLL(6)
  for (int round = 3; round < 9; ++round, key.next_round()) {
    philox_round(state[0], key);
    philox_round(state[1], key);
  }
  for (int i = 0; i < 2; ++i) philox_last_round(state[i], key, random[i]);
}

}  // namespace kaitei

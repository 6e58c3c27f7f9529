// The random numbers of one event of one trial, by the sampling contract: Philox, a draw that belongs to one trial having
// the number d = 32 j + t % 32 of word t / 32.
#pragma once

#include <cstdint>

namespace kaitei::scenario {

// Draw number j (32 bits) of `element` in the trial is the same whatever was drawn before, and on every machine.
class Draws {
 public:
  // Event number `event` (from 0) of the trial has the draws from j = event * per_event on.
  static constexpr std::uint32_t per_event = 64;

  Draws(std::uint64_t key, std::uint64_t element, std::uint64_t trial, std::uint32_t event = 0)
      : key_(key), element_(element), trial_(trial), first_(event * per_event), next_(first_) {}

  // The same event as another element sees it: its own numbers, from the first.
  Draws of(std::uint64_t element) const { return {key_, element, trial_, first_ / per_event}; }

  std::uint64_t next();                            // 64 bits: two draws, the high half first
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // in [0, 1), exact
  bool happens(std::uint64_t threshold) { return next() < threshold; }      // probability threshold / 2^64
  // 0 ... n - 1, by the high half of a 128-bit product; its bias is below n / 2^64.
  std::uint32_t below(std::uint32_t n);

  std::uint64_t trial() const { return trial_; }

 private:
  std::uint32_t word();

  std::uint64_t key_, element_, trial_;
  std::uint32_t first_, next_;
};

}  // namespace kaitei::scenario

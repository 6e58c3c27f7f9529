#include "scenario/draws.hpp"

#include <stdexcept>

#include "kernels/bernoulli.hpp"
#include "kernels/tallies.hpp"
#include "kernels/trials.hpp"

namespace kaitei::scenario {

std::uint32_t Draws::word() {
  const std::uint64_t d = std::uint64_t{next_++} * trials_per_word + trial_ % trials_per_word, w = trial_ / trials_per_word;
  if (d >= 1u << 18) throw std::length_error("a trial draws more numbers than the sampling contract has");
  Word32 random[4];
  draw_quad(random, Word32{static_cast<std::uint32_t>(w)}, static_cast<std::uint32_t>(w >> 32),
            Word32{static_cast<std::uint32_t>(d / 4)}, element_, key_);
  return random[d % 4].value;
}

std::uint64_t Draws::next() {
  const std::uint64_t high = word();
  return high << 32 | word();
}

std::uint32_t Draws::below(std::uint32_t n) {
  return static_cast<std::uint32_t>(static_cast<Uint128>(next()) * n >> 64);
}

}  // namespace kaitei::scenario

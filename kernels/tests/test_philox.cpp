#include <catch.hpp>
#include <oracle.hpp>

#include "kernels/philox.hpp"
#include "kernels/word.hpp"

using namespace kaitei;

namespace {
void check(std::uint32_t c0, std::uint32_t c1, std::uint32_t c2, std::uint32_t c3, std::uint64_t key,
           const std::vector<std::uint32_t>& expected) {
  Word32 counter[4] = {{c0}, {c1}, {c2}, {c3}};
  philox4x32_10(counter, key);
  const std::vector<std::uint32_t> got{counter[0].value, counter[1].value, counter[2].value, counter[3].value};
  oracle::check_exact({"counter from " + std::to_string(c0), "Random123, kat_vectors"}, expected, got);
}
}  // namespace

TEST_CASE("Philox4x32-10 gives Random123's known answers") {
  check(0, 0, 0, 0, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  check(~0u, ~0u, ~0u, ~0u, ~0ull, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  check(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0x299f31d0a4093822ull,
        {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEMPLATE_TEST_CASE("Every lane of a wide Philox equals the scalar one", "", (Wide<4, Baseline>), (Wide<8, Baseline>),
                   (Wide<16, Baseline>)) {
  using V = TestType;
  for (const std::uint32_t start : {0u, 0x243f6a88u, 0xFFFFFF00u}) {
    V wide[4] = {V::splat(start) + V::iota(), V::splat(start ^ 0x85a308d3u), V::splat(3) + V::iota(), V::splat(~0u)};
    alignas(64) std::uint32_t out[4][V::words];
    philox4x32_10(wide, 0x299f31d0a4093822ull);
    for (int i = 0; i < 4; ++i) wide[i].store(out[i]);
    for (std::uint32_t lane = 0; lane < V::words; ++lane) {
      Word32 one[4] = {{start + lane}, {start ^ 0x85a308d3u}, {3 + lane}, {~0u}};
      philox4x32_10(one, 0x299f31d0a4093822ull);
      for (int i = 0; i < 4; ++i) CHECK(out[i][lane] == one[i].value);
    }
  }
}

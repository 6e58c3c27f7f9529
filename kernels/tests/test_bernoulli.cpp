// The samplers against their definition: exact tables, exact bits, exact binomial probabilities.
#include <catch.hpp>

#include <cmath>
#include <vector>

#include "kernels/bernoulli.hpp"
#include "kernels/sampler.hpp"
#include "kernels/twin.hpp"

using namespace kaitei;

namespace {

// FNV-1a over the table's bytes in little-endian order.
std::uint64_t hash(const GapTable& table) {
  std::uint64_t h = 0xcbf29ce484222325ull;
  for (const std::uint64_t entry : table.cdf)
    for (int byte = 0; byte < 8; ++byte) h = (h ^ (entry >> (8 * byte) & 0xFF)) * 0x100000001b3ull;
  return h;
}

}  // namespace

TEST_CASE("Gap tables are the exact ones") {
  // python3: q = Fraction(2**z - 1, 2**z); int((1 - q**(g+1)) * 2**64)
  CHECK(make_gap_table(5).cdf[0] == 0x0800000000000000ull);
  CHECK(make_gap_table(5).cdf[1] == 0x0fc0000000000000ull);
  CHECK(make_gap_table(32).cdf[0] == 0x0000000100000000ull);
#include "gap_table_hashes.inc"
  for (unsigned z = smallest_shift; z <= largest_shift; ++z) {
    CAPTURE(z);
    CHECK(hash(make_gap_table(z)) == gap_table_hash[z - smallest_shift]);
  }
  CHECK_THROWS_AS(make_gap_table(4), std::out_of_range);
  CHECK_THROWS_AS(make_gap_table(33), std::out_of_range);
}

TEST_CASE("A gap is the smallest g with U below the table's entry") {
  for (const unsigned z : {5u, 9u, 17u, 32u}) {
    const GapTable table = make_gap_table(z);
    CHECK(table.gap(0) == 0);
    for (std::uint32_t g = 0; g + 1 < trials_per_block; g += 13) {
      CHECK(table.gap(table.cdf[g] - 1) <= g);
      CHECK(table.gap(table.cdf[g]) > g);
    }
    CHECK(table.gap(table.cdf[trials_per_block - 1]) == trials_per_block);
    CHECK(table.gap(~0ull) == trials_per_block);
  }
}

TEST_CASE("Thresholds are floor(p 2^64), and the kind follows from them") {
  CHECK(make_sampler(0, 0.5).threshold == 0x8000000000000000ull);
  CHECK(make_sampler(0, 1.0 / 3).threshold == 0x5555555555555400ull);  // the double, exactly
  CHECK(make_sampler(0, 0.03125).kind == SamplerKind::dense);
  CHECK(make_sampler(0, std::nextafter(0.03125, 0)).kind == SamplerKind::sparse);
  CHECK(make_sampler(0, std::nextafter(0.03125, 0)).shift == 5);
  CHECK(make_sampler(0, 1e-15).shift == 32);
  CHECK(make_sampler(0, 0).kind == SamplerKind::never);
  CHECK(make_sampler(0, 1).kind == SamplerKind::always);
  CHECK_THROWS_AS(make_sampler(0, -0.1), std::invalid_argument);
  CHECK_THROWS_AS(make_sampler(0, 1.1), std::invalid_argument);
  CHECK_THROWS_AS(make_sampler(0, std::nan("")), std::invalid_argument);
  CHECK(simulated_probability(make_sampler(0, 0.1)) == 0.1);
}

TEMPLATE_TEST_CASE("Samplers give the contract's bits at every width", "", Word32, (Wide<4, Baseline>),
                   (Wide<8, Baseline>), (Wide<16, Baseline>)) {
  using V = TestType;
  const SamplerKeys keys{0x0123456789abcdefull, 0xfedcba9876543210ull};
  for (const double p : {0.5, 0.999, 0.1, 0.04, 0.03, 0.004, 1e-4, 1e-6}) {
    const ElementSampler sampler = make_sampler(0xa1b2c3d4e5f60718ull, p);
    for (const std::uint64_t block : {0ull, 5ull, (1ull << 32) - 1, (1ull << 40) + 3}) {
      std::vector<std::uint32_t> failed(words_per_block);
      if (sampler.kind == SamplerKind::dense)
        for (std::uint32_t word = 0; word < words_per_block; word += V::words)
          bernoulli_dense<V>(sampler, keys.dense, block * words_per_block + word).store(failed.data() + word);
      else
        bernoulli_sparse<V>(sampler, keys.sparse, block, gap_tables()[sampler.shift - smallest_shift], failed.data());
      bool equal = true;
      for (std::uint64_t t = 0; t < trials_per_block; ++t)
        equal = equal && (failed[t / 32] >> (t % 32) & 1) ==
                             twin::element_fails(sampler, keys, block * trials_per_block + t);
      CAPTURE(p, block);
      CHECK(equal);
    }
  }
}

TEST_CASE("Failure counts follow the binomial distribution") {
  // Seeds 1..64 of each p, fixed in advance; each count within 6.5 standard deviations (two-sided 8e-11 a count) and
  // the sum of squares of the standardised counts within 6.5 of its own.
  const std::uint64_t blocks = 256;
  for (const double p : {0.5, 0.2, 0.04, 0.03, 0.01, 0.001}) {
    double chi_square = 0;
    for (std::uint64_t seed = 1; seed <= 64; ++seed) {
      const ElementSampler sampler = make_sampler(seed * 0x9E3779B97F4A7C15ull, p);
      std::uint64_t count = 0;
      for (std::uint64_t block = 0; block < blocks; ++block) {
        std::uint32_t failed[words_per_block] = {};
        if (sampler.kind == SamplerKind::dense)
          for (std::uint32_t w = 0; w < words_per_block; ++w)
            failed[w] = bernoulli_dense<Word32>(sampler, seed, block * words_per_block + w).value;
        else
          bernoulli_sparse<Word32>(sampler, seed, block, gap_tables()[sampler.shift - smallest_shift], failed);
        for (const std::uint32_t word : failed) count += static_cast<std::uint64_t>(__builtin_popcount(word));
      }
      const double n = static_cast<double>(blocks * trials_per_block);
      const double z = (static_cast<double>(count) - n * p) / std::sqrt(n * p * (1 - p));
      CHECK(std::abs(z) < 6.5);
      chi_square += z * z;
    }
    CAPTURE(p, chi_square);
    CHECK(std::abs(chi_square - 64) < 6.5 * std::sqrt(2 * 64.0));
  }
}

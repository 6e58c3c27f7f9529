#include "cli/shard.hpp"

#include "catch.hpp"
#include "errors.hpp"

namespace kaitei::cli {

TEST_CASE("Shards cut the trials at blocks, without gaps and evenly", "[shard]") {
  for (const std::uint64_t trials : {1ull, 1024ull, 300'001ull, 10'000'000'000ull})
    for (const std::uint64_t count : {1ull, 2ull, 7ull, 293ull}) {
      if (count > (trials + 1023) / 1024) continue;
      CAPTURE(trials, count);
      std::uint64_t next = 0, smallest = trials, largest = 0;
      for (std::uint64_t index = 0; index < count; ++index) {
        const TrialRange range = shard_of({index, count}, trials);
        CHECK(range.first == next);
        CHECK(range.first % 1024 == 0);
        next += range.count;
        if (index + 1 < count) smallest = std::min(smallest, range.count);
        largest = std::max(largest, range.count);
      }
      CHECK(next == trials);
      if (count > 1) CHECK(largest - smallest <= 1024);
    }
}

TEST_CASE("A shard is i/n with i below n", "[shard]") {
  const Shard last = parse_shard("15/16");
  CHECK((last.index == 15 && last.count == 16));
  for (const char* wrong : {"", "1", "/", "1/", "/2", "2/2", "-1/2", "1/2x", "1.0/2", " 1/2", "0/0", "99999999999999999999/2"})
    CHECK_THROWS_AS(parse_shard(wrong), UsageError);
  CHECK_THROWS_AS(shard_of({0, 3}, 2048), UsageError);
}

TEST_CASE("A shard's file is named after it", "[shard]") {
  CHECK(shard_file("a.b/out.h5", {3, 16}) == "a.b/out.shard-3-of-16.h5");
  CHECK(shard_file("out.h5", {0, 1}) == "out.h5");
}

}  // namespace kaitei::cli

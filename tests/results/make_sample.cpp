// Hidden from ordinary runs: leaves a sample result file for tests/results/test_open.py.
#include <cstdlib>

#include "catch.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"

TEST_CASE("write a sample result file to KAITEI_SAMPLE", "[.sample]") {
  const char* path = std::getenv("KAITEI_SAMPLE");
  REQUIRE(path);
  kaitei::results::write_result(kaitei::testing::sample_record(), path);
  kaitei::results::write_result(kaitei::testing::empty_record(), std::string(path) + ".empty.h5");
}

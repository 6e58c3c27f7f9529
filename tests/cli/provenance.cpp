#include "cli/provenance.hpp"

#include "catch.hpp"
#include "errors.hpp"
#include "scratch.hpp"

namespace kaitei::cli {

TEST_CASE("Inputs are recorded with their SHA-256", "[provenance]") {
  const ScratchFolder folder;
  const auto inputs = hash_files({folder.write("abc", "abc"), folder.write("empty", "")});
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[0].path == folder / "abc");  // FIPS 180-4 examples
  CHECK(inputs[0].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(inputs[1].sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("A missing input is bad data", "[provenance]") {
  CHECK_THROWS_AS(hash_files({"/nonexistent/file"}), DataError);
}

TEST_CASE("Times are ISO 8601 in UTC", "[provenance]") {
  const auto now = utc_now();
  REQUIRE(now.size() == 20);
  CHECK(now[4] == '-');
  CHECK(now[10] == 'T');
  CHECK(now[19] == 'Z');
}

}  // namespace kaitei::cli

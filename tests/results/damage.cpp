#include <algorithm>

#include "catch.hpp"
#include "errors.hpp"
#include "results/checksum.hpp"
#include "results/inspect.hpp"
#include "results/read.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::results;
using testing::put_bytes;
using testing::TemporaryFolder;

namespace {

std::string refusal(const std::filesystem::path& path) {
  try {
    load_checked(path);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

std::vector<unsigned char> sealed_sample() {
  hdf5::Bytes bytes = result_image(testing::sample_record());
  const std::string trailer = trailer_for(bytes);
  bytes.insert(bytes.end(), trailer.begin(), trailer.end());
  return bytes;
}

}  // namespace

TEST_CASE("SHA-256 as others compute it") {
  // printf abc | sha256sum
  const std::vector<unsigned char> abc{'a', 'b', 'c'};
  CHECK(sha256_hex(abc) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a flipped bit anywhere breaks the seal") {
  auto bytes = sealed_sample();
  REQUIRE(check_seal(bytes) == Seal::intact);
  std::size_t undetected = 0, step = bytes.size() / 1500 + 1;
  for (std::size_t i = 0; i < bytes.size(); i += i + 400 < bytes.size() ? step : 1) {
    bytes[i] ^= static_cast<unsigned char>(1u << i % 8);
    undetected += check_seal(bytes) == Seal::intact;
    bytes[i] ^= static_cast<unsigned char>(1u << i % 8);
  }
  CHECK(undetected == 0);
}

TEST_CASE("a damaged file is refused, whatever byte is hit") {
  const TemporaryFolder folder;
  const auto path = folder / "x.h5";
  const auto whole = sealed_sample();
  put_bytes(path, whole);
  CHECK(refusal(path) == "");
  for (std::size_t i = 0; i < whole.size(); i += whole.size() / 60) {
    auto bytes = whole;
    bytes[i] ^= 0x40;
    put_bytes(path, bytes);
    INFO("byte " << i);
    CHECK_THAT(refusal(path), ContainsSubstring(path.string()));
    CHECK_THROWS_AS(describe_result(path, Format::text), DataError);
  }
}

TEST_CASE("the damaged table is named") {
  const TemporaryFolder folder;
  auto record = testing::sample_record();
  record.experiment.output.deflate_level = 0;
  record.tallies.disconnected = {120, 0x1122334455667788, 0};
  record.tallies.trials = 0x2122334455667788;
  record.disconnected_bits.clear();
  write_result(record, folder / "x.h5");
  auto bytes = testing::bytes_of(folder / "x.h5");
  const std::vector<unsigned char> stored{120, 0, 0, 0, 0, 0, 0, 0, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11};
  const auto at = std::search(bytes.begin(), bytes.end(), stored.begin(), stored.end());
  REQUIRE(at != bytes.end());
  *at ^= 1;
  put_bytes(folder / "x.h5", bytes);
  CHECK_THAT(refusal(folder / "x.h5"), ContainsSubstring("is damaged: /disconnected_count ("));
}

TEST_CASE("files cut off, appended to, empty or foreign are refused") {
  const TemporaryFolder folder;
  const auto path = folder / "x.h5";
  const auto whole = sealed_sample();
  for (const std::size_t length : {whole.size() - 1, whole.size() - trailer_size, whole.size() / 2, std::size_t{8}}) {
    put_bytes(path, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
    CHECK_THAT(refusal(path), ContainsSubstring("does not end with its checksum line"));
  }
  auto longer = whole;
  longer.push_back('\n');
  put_bytes(path, longer);
  CHECK_THAT(refusal(path), ContainsSubstring("does not end with its checksum line"));
  put_bytes(path, {});
  CHECK_THAT(refusal(path), ContainsSubstring("is not a kaitei result file"));
  CHECK_THAT(refusal(folder / "none.h5"), ContainsSubstring("No such file"));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("cannot read"));
  std::vector<unsigned char> text{'h', 'e', 'l', 'l', 'o'};
  const std::string trailer = trailer_for(text);
  text.insert(text.end(), trailer.begin(), trailer.end());
  put_bytes(path, text);
  CHECK_THROWS_AS(read_result(path), DataError);  // sealed, but no HDF5
}

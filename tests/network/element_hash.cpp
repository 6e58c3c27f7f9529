#include "network/element_hash.hpp"

#include <fstream>

#include "catch.hpp"
#include "errors.hpp"

using namespace kaitei;
using namespace kaitei::network;

// Expected values from Python, e.g. hashlib.sha256(b"segment:apg-s1").hexdigest()[:16].
TEST_CASE("An element's number is the first 64 bits of the SHA-256 of its id") {
  CHECK(element_hash("segment:apg-s1") == 0x420f77530d837d31);
  CHECK(element_hash("station:toucheng") == 0x02916da182723351);
  CHECK(element_hash("feed:tpe-p1:a") == 0x2665f66715cd9909);
  CHECK(element_hash("link:tw-matsu-microwave") == 0x83f1ac3f0b333d2e);
}

// hashlib.sha256(b"kaitei/1" + struct.pack("<Q", seed) + purpose).hexdigest()[:16]
TEST_CASE("A sampler key hashes the contract, the seed in little-endian bytes and the purpose") {
  CHECK(sampler_key(0, "failure") == 0x1f367f7c350dd5cc);
  CHECK(sampler_key(1, "failure") == 0x151e8e035c00e51a);
  CHECK(sampler_key(1, "failure-sparse") == 0x6fbd834a8a213f89);
  CHECK(sampler_key(0x0123456789abcdef, "repair") == 0x6528a6d055508df5);
}

// FIPS 180-2's "abc" and the empty message; the last from hashlib over UTF-8.
TEST_CASE("SHA-256 of bytes in hexadecimal") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("基隆") == "c2325869a664a616fca64d52363188a862f83ffa2c267c2db951fdb3d3b1eee9");
}

TEST_CASE("SHA-256 of a file longer than one read") {
  const auto path = std::filesystem::temp_directory_path() / "kaitei-test-sha256.txt";
  std::ofstream(path, std::ios::binary) << std::string(100'000, 'a');
  CHECK(sha256_file(path) == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee");
  std::filesystem::remove(path);
  CHECK_THROWS_AS(sha256_file(path), DataError);
  CHECK_THROWS_AS(sha256_file(std::filesystem::temp_directory_path()), DataError);
}

// Hashes of the sampling contract (sampler_contract = 1) and of files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kaitei::network {

// e: the first 64 bits, big-endian, of SHA-256(element id), the id being kind + ":" + stable id ("segment:apg-s1").
std::uint64_t element_hash(std::string_view element_id);

// k: the first 64 bits, big-endian, of SHA-256("kaitei/1" + seed as 8 little-endian bytes + purpose). Purposes are
// words such as "failure" and "failure-sparse".
std::uint64_t sampler_key(std::uint64_t seed, std::string_view purpose);

// SHA-256 in lower-case hexadecimal, of bytes and of a whole file (DataError if it cannot be read).
std::string sha256_hex(std::string_view bytes);
std::string sha256_file(const std::filesystem::path&);

}  // namespace kaitei::network

#include "results/checksum.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace kaitei::results {
namespace {

constexpr std::string_view opening = "\nkaitei-sha256 ";
constexpr std::size_t digits = 64;
static_assert(opening.size() + digits + 1 == trailer_size);

}  // namespace

std::string sha256_hex(std::span<const unsigned char> bytes) {
  std::array<unsigned char, digits / 2> digest{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("OpenSSL cannot compute SHA-256");
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

std::string trailer_for(std::span<const unsigned char> bytes) {
  return std::string(opening) + sha256_hex(bytes) + "\n";
}

Seal check_seal(std::span<const unsigned char> file) {
  if (file.size() < trailer_size) return Seal::missing;
  const auto body = file.first(file.size() - trailer_size), trailer = file.last(trailer_size);
  if (!std::equal(opening.begin(), opening.end(), trailer.begin(),
                  [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; }))
    return Seal::missing;
  const std::string expected = trailer_for(body);
  return std::equal(expected.begin(), expected.end(), trailer.begin(),
                    [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })
             ? Seal::intact
             : Seal::broken;
}

}  // namespace kaitei::results

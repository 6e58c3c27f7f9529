#include "network/element_hash.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "errors.hpp"

namespace kaitei::network {
namespace {

using Digest = std::array<unsigned char, 32>;

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }

  void add(std::string_view bytes) { require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }

  Digest finish() {
    Digest digest{};
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
    return digest;
  }

 private:
  static void require(bool done) {
    if (!done) throw RunError("OpenSSL refused SHA-256 (no element can be numbered without it); check the OpenSSL set-up");
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

std::uint64_t first_64_bits(const Digest& digest) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = (bits << 8) | digest[i];
  return bits;
}

std::string hex(const Digest& digest) {
  std::string text;
  for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace

std::uint64_t element_hash(std::string_view element_id) { return first_64_bits(sha256(element_id)); }

std::uint64_t sampler_key(std::uint64_t seed, std::string_view purpose) {
  std::string text = "kaitei/1";
  for (int byte = 0; byte < 8; ++byte) text += static_cast<char>((seed >> (8 * byte)) & 0xff);
  text += purpose;
  return first_64_bits(sha256(text));
}

std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

std::string sha256_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256 hash;
  std::vector<char> block(1 << 16);
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    hash.add({block.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (!file.eof()) {
    throw DataError(fmt::format("{} cannot be read (its SHA-256 belongs in the results); check that the file exists "
                                "and may be read", path.string()));
  }
  return hex(hash.finish());
}

}  // namespace kaitei::network

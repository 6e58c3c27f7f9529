#include "results/checksum.hpp"

#include <algorithm>
#include <string_view>

#include "network/element_hash.hpp"

namespace kaitei::results {
namespace {

constexpr std::string_view opening = "\nkaitei-sha256 ";
constexpr std::size_t digits = 64;
static_assert(opening.size() + digits + 1 == trailer_size);

}  // namespace

std::string sha256_hex(std::span<const unsigned char> bytes) {
  return network::sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
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

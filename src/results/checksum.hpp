// The SHA-256 that a finished file carries in its last line, after the end of the HDF5 data (which readers ignore):
// "\nkaitei-sha256 <64 hexadecimal digits>\n" over every byte before that line.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace kaitei::results {

constexpr std::size_t trailer_size = 80;

std::string sha256_hex(std::span<const unsigned char>);
std::string trailer_for(std::span<const unsigned char> bytes);

// What is wrong with a whole file's checksum line: nothing (intact), no such line (not finished, cut off, or no
// kaitei file), or another hash.
enum class Seal { intact, missing, broken };
Seal check_seal(std::span<const unsigned char> file);

}  // namespace kaitei::results

// Writing a file so that a reader sees the old one or the new one, whole, whatever fails in between.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <span>

namespace kaitei::results {

// Writes the parts one after another to "<path>.part", flushes it to disk, and renames it to `path`. Throws RunError,
// naming the cause and what to do, and leaves what stood at `path` untouched and no .part behind.
void write_atomically(const std::filesystem::path& path, std::initializer_list<std::span<const unsigned char>> parts);

// Finds out before hours of computing whether `path` could be written: makes and removes "<path>.part".
// Throws RunError as write_atomically() does.
void check_destination(const std::filesystem::path& path);

}  // namespace kaitei::results

// Writing a file so that a reader sees the old one or the new one, whole, whatever fails in between.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <span>

namespace kaitei::results {

// Writes the parts one after another to "<path>.part", flushes it to disk, and renames it to `path`. Throws RunError,
// naming the cause and what to do, and leaves what stood at `path` untouched and no .part behind.
void write_atomically(const std::filesystem::path& path, std::initializer_list<std::span<const unsigned char>> parts);

// Keeps every other run off an output while it lives, and finds out before hours of computing whether the output could
// be written: holds "<output>.lock". The lock of a process that died is no lock. Throws RunError as write_atomically()
// does.
class OutputLock {
 public:
  explicit OutputLock(const std::filesystem::path& output);
  ~OutputLock();
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Whether some process holds the output's lock.
bool being_written(const std::filesystem::path& output);

}  // namespace kaitei::results

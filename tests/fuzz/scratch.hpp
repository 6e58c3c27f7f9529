// Where a fuzzer puts what the readers open by name.
#pragma once

#include <filesystem>
#include <fstream>
#include <span>
#include <string>

#include <unistd.h>

namespace kaitei::fuzz {

// A folder of this process, gone when it ends.
class Scratch {
 public:
  Scratch() { std::filesystem::create_directories(folder); }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  std::filesystem::path write(const std::string& name, std::span<const unsigned char> bytes) const {
    std::ofstream(folder / name, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return folder / name;
  }

  const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("kaitei-fuzz-" + std::to_string(getpid()));
};

}  // namespace kaitei::fuzz

// In place of libFuzzer, for builds without it: each seed as it is, then changed at random, the same way every time.
// fuzz_<reader> [-runs=N] FILE_OR_FOLDER...: N changed inputs in all (default 1000); 0: the seeds alone.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Mutator {
 public:
  explicit Mutator(const std::vector<Bytes>& seeds) : seeds_(seeds) {}

  Bytes operator()() {
    Bytes input = seeds_[below(seeds_.size())];
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(input);
    return input;
  }

 private:
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  Bytes::iterator place(Bytes& in) { return in.begin() + static_cast<std::ptrdiff_t>(below(in.size() + 1)); }

  void change(Bytes& input) {
    constexpr std::uint8_t telling[] = {0, 1, 0x7f, 0x80, 0xff, '"', '\\', '\n', ',', '[', '{', '=', '<', '&', '-', '.', 'e', '9', ' '};
    if (input.empty()) return input.push_back(telling[below(std::size(telling))]);
    auto first = place(input), last = place(input);
    if (last < first) std::swap(first, last);
    switch (below(6)) {
      case 0: input[below(input.size())] ^= static_cast<std::uint8_t>(1u << below(8)); break;
      case 1: input[below(input.size())] = telling[below(std::size(telling))]; break;
      case 2: input.insert(first, telling[below(std::size(telling))]); break;
      case 3: input.erase(first, std::min(last, first + 32)); break;
      case 4: {
        const Bytes copied(first, std::min(last, first + 64));
        input.insert(place(input), copied.begin(), copied.end());
        break;
      }
      case 5: {  // the end of another seed
        const Bytes& other = seeds_[below(seeds_.size())];
        input.erase(first, input.end());
        input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(below(other.size() + 1)), other.end());
        break;
      }
    }
  }

  const std::vector<Bytes>& seeds_;
  std::mt19937_64 random_{20061226};
};

}  // namespace

int main(int count, char** arguments) {
  std::size_t runs = 1000;
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument.starts_with("-runs=")) runs = std::stoull(argument.substr(6));
    else if (!std::filesystem::is_directory(argument)) files.emplace_back(argument);
    else
      for (const auto& entry : std::filesystem::directory_iterator(argument)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Bytes> seeds;
  for (const auto& file : files) seeds.push_back(read(file));
  if (seeds.empty()) {
    std::fputs("no seeds (there is nothing to change); name a file or a folder\n", stderr);
    return 2;
  }
  for (const Bytes& seed : seeds) LLVMFuzzerTestOneInput(seed.data(), seed.size());
  Mutator mutate(seeds);
  for (std::size_t run = 0; run < runs; ++run) {
    const Bytes input = mutate();
    std::ofstream("last-input", std::ios::binary).write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  std::filesystem::remove("last-input");
  std::printf("%zu seeds, %zu changed inputs\n", seeds.size(), runs);
}

#include "cli/provenance.hpp"

#include <unistd.h>

#include <array>
#include <ctime>

#include "cli/version.hpp"
#include "network/element_hash.hpp"

namespace kaitei::cli {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

void describe_program(engine::Origin& p, const std::string& command_line) {
  p.program_version = program_version;
  p.git_commit = git_commit;
  p.build = build_description;
  p.command_line = command_line;
  p.host = host_name();
}

std::vector<engine::InputFile> hash_files(const std::vector<std::filesystem::path>& files) {
  std::vector<engine::InputFile> inputs;
  for (const auto& file : files) inputs.push_back({file.string(), network::sha256_file(file)});
  return inputs;
}

}  // namespace kaitei::cli

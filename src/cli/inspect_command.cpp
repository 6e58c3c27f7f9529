#include "cli/inspect_command.hpp"

#include <array>
#include <fstream>
#include <ostream>

#include <fmt/format.h>

#include "cli/follow.hpp"
#include "cli/inspect.hpp"
#include "errors.hpp"
#include "results/checkpoint.hpp"
#include "results/inspect.hpp"

namespace kaitei::cli {

bool is_result_file(const std::filesystem::path& file) {
  if (std::filesystem::is_directory(file)) return false;
  if (file.extension() == ".h5") return true;
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  std::array<char, signature.size()> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  return std::string_view(start.data(), start.size()) == signature;
}

void inspect_source(InspectOptions options, std::ostream& out) {
  std::filesystem::path& path = options.source.path;
  if (options.follow) {
    follow(path, out);
    // A run that was stopped leaves no result, but its checkpoint.
    if (!std::filesystem::exists(path)) path = results::Checkpoint(path).newest();
  }
  if (!std::filesystem::exists(path))
    throw UsageError(fmt::format("{} does not exist (there is nothing to describe); check the path", path.string()));
  if (path.extension() == ".toml")
    throw UsageError(fmt::format("{} is an experiment (networks and results are described here); kaitei validate {} checks it",
                                 path.string(), path.string()));
  std::string text;
  if (!is_result_file(path)) {
    text = describe_network(load(options.source), options.source.as_of, options.json);
  } else if (options.source.anonymise) {
    throw UsageError("a result file cannot be described without names (they label its outcomes); anonymise its network");
  } else if (!options.source.as_of.empty() || options.source.include_planned) {
    throw UsageError("a result file has the network of its run (another day or plan would be ignored silently); run the experiment "
                     "with --set network.as_of or network.include_planned");
  } else {
    text = results::describe_result(path, options.json ? results::Format::json : results::Format::text);
  }
  out << text;
  if (!text.ends_with('\n')) out << '\n';
}

}  // namespace kaitei::cli

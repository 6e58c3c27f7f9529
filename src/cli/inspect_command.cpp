#include "cli/inspect_command.hpp"

#include <array>
#include <fstream>
#include <ostream>

#include <fmt/format.h>

#include "cli/inspect.hpp"
#include "errors.hpp"
#include "geo/load_network.hpp"
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

namespace {

std::optional<network::Day> parse_day(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::optional<network::Day> day = network::parse_day(text);
  if (!day)
    throw UsageError(fmt::format("\"{}\" is no day (the network differs from day to day); write --as-of 2023-02-01", text));
  return day;
}

}  // namespace

void inspect_source(const InspectOptions& options, std::ostream& out) {
  if (!std::filesystem::exists(options.source))
    throw UsageError(fmt::format("{} does not exist (there is nothing to describe); check the path",
                                 options.source.string()));
  std::string text;
  if (is_result_file(options.source)) {
    text = results::describe_result(options.source, options.json ? results::Format::json : results::Format::text);
  } else {
    const geo::LoadOptions load{.snap_tolerance_km = options.snap_tolerance_km,
                                .include_planned = options.include_planned,
                                .as_of = parse_day(options.as_of)};
    text = describe_network(geo::load_network(options.source, load), options.as_of, options.json);
  }
  out << text;
  if (!text.ends_with('\n')) out << '\n';
}

}  // namespace kaitei::cli

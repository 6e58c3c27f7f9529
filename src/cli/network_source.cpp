#include "cli/network_source.hpp"

#include <random>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/anonymise.hpp"
#include "network/dates.hpp"

namespace kaitei::cli {
namespace {

std::optional<network::Day> parse_day(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::optional<network::Day> day = network::parse_day(text);
  if (!day)
    throw UsageError(fmt::format("\"{}\" is no day (the network differs from day to day); write --as-of 2023-02-01", text));
  return day;
}

}  // namespace

geo::LoadedNetwork load(const NetworkSource& source) {
  if (!std::filesystem::exists(source.path))
    throw UsageError(fmt::format("{} does not exist (there is no network to read); check the path", source.path.string()));
  geo::LoadedNetwork loaded = geo::load_network(source.path, {.snap_tolerance_km = source.snap_tolerance_km,
                                                              .include_planned = source.include_planned,
                                                              .as_of = parse_day(source.as_of)});
  if (source.anonymise) {
    std::random_device random;
    loaded.network = geo::anonymised(loaded.network, (std::uint64_t{random()} << 32) | random());
    loaded.repairs.clear();
    loaded.files.clear();
  }
  return loaded;
}

}  // namespace kaitei::cli

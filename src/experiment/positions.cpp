#include "experiment/positions.hpp"

#include <fmt/format.h>

#include "errors.hpp"

namespace kaitei::experiment {

namespace {

// The entry of the path, else of the nearest path around it.
const std::string* innermost(const std::map<std::string, std::string, std::less<>>& places, std::string_view path) {
  while (!path.empty()) {
    if (const auto found = places.find(path); found != places.end()) return &found->second;
    const auto cut = path.find_last_of(".[");
    path = path.substr(0, cut == std::string_view::npos ? 0 : cut);
  }
  return nullptr;
}

}  // namespace

void Positions::record(std::string path, std::size_t line, std::size_t column) {
  where_[std::move(path)] = fmt::format("{}:{}:{}", file_, line, column);
}

void Positions::record_override(std::string path, std::string argument) {
  overrides_[std::move(path)] = std::move(argument);
}

const std::string* Positions::override_of(std::string_view path) const { return innermost(overrides_, path); }

std::string Positions::of(std::string_view path) const {
  if (const auto* argument = override_of(path)) return *argument;
  if (const auto* place = innermost(where_, path)) return *place;
  return file_.empty() ? "experiment" : file_;
}

void fail(std::string_view where, std::string_view what, std::string_view why, std::string_view advice) {
  throw UsageError(fmt::format("{}: {} ({}); {}", where, what, why, advice));
}

}  // namespace kaitei::experiment

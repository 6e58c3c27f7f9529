// What the map writes in words: dates, lengths, owners, its licence.
#include <array>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "geo/cable_map_layers.hpp"

namespace kaitei::geo {

std::string iso_date(const std::string& words) {
  constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                              "July",    "August",   "September", "October", "November", "December"};
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  if (words.size() < 4 || !std::all_of(words.begin(), words.begin() + 4, is_digit)) return {};
  const std::string year = words.substr(0, 4);
  if (words.size() == 4) return year;
  const std::string rest = words.substr(4);
  if (rest.size() == 3 && rest.starts_with(" Q") && rest[2] >= '1' && rest[2] <= '4') {
    return fmt::format("{}-{:02}", year, 3 * (rest[2] - '0'));
  }
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (rest == std::string(" ") + months[i]) return fmt::format("{}-{:02}", year, i + 1);
  }
  return {};
}

std::optional<double> length_in_km(const std::string& words) {
  std::string digits;
  const std::size_t end = words.find(" km");
  if (end == std::string::npos || end + 3 != words.size()) return std::nullopt;
  for (const char letter : words.substr(0, end)) {
    if (letter != ',') digits += letter;
  }
  double length = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error != std::errc() || stop != digits.data() + digits.size() || !(length > 0) || !std::isfinite(length)) return std::nullopt;
  return length;
}

std::vector<std::string> owner_names(const std::string& words) {
  std::vector<std::string> names;
  std::size_t begin = 0;
  while (begin < words.size()) {
    const std::size_t end = std::min(words.find(", ", begin), words.size());
    std::string name = words.substr(begin, end - begin);
    begin = end + 2;
    std::replace(name.begin(), name.end(), ';', ',');
    const bool goes_on = name.starts_with("Inc") || name.starts_with("Ltd") || name.starts_with("LLC");
    if (goes_on && !names.empty()) {
      names.back() += ", " + name;
    } else if (!name.empty()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::string map_licence(const CableMapFiles& files) {
  std::ostringstream text;
  if (!files.licence.empty()) text << std::ifstream(files.licence).rdbuf();
  std::string words;  // breaks of lines are no part of a name
  for (const char letter : text.str()) words += letter == '\n' || letter == '\r' ? ' ' : letter;
  if (words.find("Attribution-NonCommercial-ShareAlike 3.0") != std::string::npos) return "CC-BY-NC-SA-3.0";
  if (!files.licence.empty()) return fmt::format("see {}", files.licence.filename().string());
  return "none stated with this copy (TeleGeography's map was CC-BY-NC-SA-3.0 until October 2022)";
}

}  // namespace kaitei::geo

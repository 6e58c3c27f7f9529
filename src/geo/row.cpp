#include "geo/row.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "network/dates.hpp"

namespace kaitei::geo {
namespace {

template <class Number>
std::optional<Number> parse(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::size_t shapefile_name_length = 10;
constexpr std::string_view blanks = " \t\r\n";

}  // namespace

std::string Row::text(std::string_view column) const {
  auto found = values.find(std::string(column));
  if (found == values.end() && short_names) found = values.find(std::string(column.substr(0, shapefile_name_length)));
  return found == values.end() ? std::string() : found->second;
}

std::string Row::required_text(std::string_view column) const {
  std::string value = text(column);
  if (value.empty()) {
    refuse(fmt::format("no {}", column), "the row cannot be placed in the network without it",
           fmt::format("fill in column {}", column));
  }
  return value;
}

std::optional<double> Row::number_of(std::string_view column) const {
  const std::string value = text(column);
  if (value.empty()) return std::nullopt;
  const std::optional<double> number_read = parse<double>(value);
  if (!number_read || !std::isfinite(*number_read)) {
    refuse(fmt::format("{} is \"{}\"", column, value), "a finite number is needed",
           "write digits with a decimal point, or leave it empty if unknown");
  }
  return number_read;
}

std::optional<double> Row::not_negative(std::string_view column) const {
  const std::optional<double> value = number_of(column);
  if (value && *value < 0) {
    refuse(fmt::format("{} is {}", column, *value), "it cannot be negative", "correct it, or leave it empty if unknown");
  }
  return value;
}

std::optional<int> Row::positive_count(std::string_view column) const {
  const std::string value = text(column);
  if (value.empty()) return std::nullopt;
  const std::optional<int> count = parse<int>(value);
  if (!count || *count < 1) {
    refuse(fmt::format("{} is \"{}\"", column, value), "a whole number from 1 is needed",
           "correct it, or leave it empty if unknown");
  }
  return count;
}

std::optional<bool> Row::flag(std::string_view column) const {
  std::string value = text(column);
  for (char& letter : value) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  if (value.empty()) return std::nullopt;
  if (value == "1" || value == "true") return true;
  if (value == "0" || value == "false") return false;
  refuse(fmt::format("{} is \"{}\"", column, text(column)), "only 1, 0, true and false are understood",
         "write 1 or 0, or leave it empty if unknown");
}

std::string Row::date(std::string_view column) const {
  std::string value = text(column);
  if (!value.empty() && !network::parse_period(value)) {
    refuse(fmt::format("{} is \"{}\"", column, value), "dates decide what a day's network has",
           "write 2016, 2016-06, 2016-06-09 or 2014/2016, or leave it empty if unknown");
  }
  return value;
}

std::vector<std::string> Row::list(std::string_view column) const {
  const std::string value = text(column);
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(';', begin), value.size());
    const std::size_t first = value.find_first_not_of(blanks, begin);
    if (first < end) {
      const std::size_t last = value.find_last_not_of(blanks, end - 1);
      parts.push_back(value.substr(first, last - first + 1));
    }
    begin = end + 1;
  }
  return parts;
}

network::Evidence Row::evidence() const {
  using network::Confidence;
  constexpr std::array letters{Confidence::a, Confidence::b, Confidence::c, Confidence::unsourced};
  return {text("source"), word("confidence", letters, std::optional(Confidence::unsourced))};
}

std::string Row::feature() const {
  const std::string value = text("id");
  return value.empty() ? fmt::format("row {}", number) : value;
}

void Row::refuse(std::string_view wrong, std::string_view why, std::string_view what_to_do) const {
  throw RowError(fmt::format("{}: layer {}, {}: {} ({}); {}", file, layer, feature(), wrong, why, what_to_do), layer, number);
}

void Row::refuse_word(std::string_view column, std::string_view value, std::string_view allowed) const {
  refuse(value.empty() ? fmt::format("no {}", column) : fmt::format("{} is \"{}\"", column, value),
         "the word is not known", fmt::format("use one of {}", allowed));
}

}  // namespace kaitei::geo

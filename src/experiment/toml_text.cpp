#include "experiment/toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kaitei::experiment {
namespace {

template <class... Case>
struct Overloaded : Case... {
  using Case::operator()...;
};
template <class... Case>
Overloaded(Case...) -> Overloaded<Case...>;  // clang before 17 does not deduce an aggregate's

template <class Range, class Format>
std::string joined(const Range& range, Format format, std::string_view open, std::string_view close) {
  std::string text(open);
  for (const char* separator = ""; const auto& item : range) {
    text += separator + format(item);
    separator = ", ";
  }
  return text.append(close);
}

std::string list_of(const std::vector<std::string>& list) { return joined(list, toml_string, "[", "]"); }

}  // namespace

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string toml_key(std::string_view name) {
  const auto bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !name.empty() && std::ranges::all_of(name, bare) ? std::string(name) : toml_string(name);
}

std::string toml_number(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

std::string toml_value(const Value& value, const Key& key) {
  const auto digits = [](const std::string& word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  };
  return std::visit(
      Overloaded{
          [](bool flag) { return std::string(flag ? "true" : "false"); },
          [](std::int64_t integer) { return std::to_string(integer); },
          [](double number) { return toml_number(number); },
          [&](const std::string& text) {
            const bool bare = key.type == Type::date || (key.type == Type::word && digits(text));
            return bare ? text : toml_string(text);
          },
          [](const std::vector<std::int64_t>& list) { return fmt::format("[{}]", fmt::join(list, ", ")); },
          [](const std::vector<std::string>& list) { return list_of(list); },
          [](const std::map<std::string, double>& table) {
            return joined(table, [](const auto& e) { return toml_key(e.first) + " = " + toml_number(e.second); }, "{",
                          "}");
          },
          [](const std::map<std::string, std::vector<double>>& table) {
            const auto numbers = [](const std::vector<double>& list) { return joined(list, toml_number, "[", "]"); };
            return joined(table, [&](const auto& e) { return toml_key(e.first) + " = " + numbers(e.second); }, "{", "}");
          },
          [](const std::map<std::string, std::vector<std::string>>& table) {
            return joined(table, [](const auto& e) { return toml_key(e.first) + " = " + list_of(e.second); }, "{", "}");
          }},
      value);
}

}  // namespace kaitei::experiment

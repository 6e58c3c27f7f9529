#include "report/escape.hpp"

#include <algorithm>

#include "results/hdf5.hpp"

namespace kaitei::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_control(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return (byte < 0x20 && character != '\t' && character != '\n') || byte == 0x7F;
}

}  // namespace

std::string html(std::string_view text) {
  std::string escaped;
  for (const char c : results::hdf5::clean_utf8(text)) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&#39;"; break;
      default:
        if (is_control(c)) escaped += replacement;
        else escaped += c;
    }
  }
  return escaped;
}

std::string script_json(const nlohmann::json& value) {
  std::string escaped;
  for (const char c : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) {
    switch (c) {  // outside of strings JSON has none of these
      case '<': escaped += "\\u003c"; break;
      case '>': escaped += "\\u003e"; break;
      case '&': escaped += "\\u0026"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

std::string markdown(std::string_view text) {
  constexpr std::string_view special = "\\`*_[]<>|~&$";
  std::string escaped;
  for (const char c : results::hdf5::clean_utf8(text)) {
    if (is_control(c)) {
      escaped += replacement;
    } else if (c == '\n' || c == '\t') {
      escaped += ' ';
    } else {
      if (special.find(c) != special.npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string markdown_paragraph(std::string_view text) {
  std::string escaped = markdown(text.substr(std::min(text.find_first_not_of(" \t\n"), text.size())));
  // A heading, a rule or a list could begin only here: "# ", "---", "1.".
  const std::size_t digits = escaped.find_first_not_of("0123456789");
  const std::size_t at = digits == escaped.npos ? 0 : digits;
  const std::string_view begins = at == 0 ? "#+-=" : ".)";
  if (at < escaped.size() && begins.find(escaped[at]) != begins.npos) escaped.insert(at, 1, '\\');
  return escaped;
}

}  // namespace kaitei::report

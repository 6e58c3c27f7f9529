#include "results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace kaitei::results {
namespace {

struct Range {
  char32_t first, last;
};

// Wide and fullwidth characters of Unicode's East Asian Width, and zero-width combining marks, by block.
constexpr std::array wide{Range{0x1100, 0x115F}, Range{0x2E80, 0x303E}, Range{0x3041, 0xA4CF}, Range{0xAC00, 0xD7A3},
                          Range{0xF900, 0xFAFF}, Range{0xFE30, 0xFE6F}, Range{0xFF00, 0xFF60}, Range{0xFFE0, 0xFFE6},
                          Range{0x1F300, 0x1F64F}, Range{0x20000, 0x3FFFD}};
constexpr std::array narrowest{Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0xFE00, 0xFE0F}};

bool within(char32_t character, const auto& ranges) {
  return std::ranges::any_of(ranges, [&](Range r) { return r.first <= character && character <= r.last; });
}

int exponent_of(double value) { return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value)))); }

// `value` down to the decimal digit 10^digit, with an exponent where `magnitude` is small.
std::string to_digit(double value, int digit, double magnitude) {
  if (value != 0 && magnitude < 1e-3) return fmt::format("{:.{}e}", value, std::clamp(exponent_of(value) - digit, 0, 15));
  return value == 0 && magnitude < 1e-3 ? "0" : fmt::format("{:.{}f}", value, std::clamp(-digit, 0, 15));
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string rounded(double value, double error) {
  if (!std::isfinite(value)) return "unknown";
  const bool known = std::isfinite(error) && error > 0;
  return to_digit(value, known ? exponent_of(error) - 1 : exponent_of(value) - 2,
                  std::max(std::abs(value), known ? error : 0));
}

std::string with_error(double value, double standard_error) {
  if (!std::isfinite(standard_error)) return rounded(value, standard_error);
  // One exponent for both, so that the digits line up.
  if (std::abs(value) < 1e-3 && standard_error < 1e-3 && value != 0) {
    const int exponent = exponent_of(value);
    const double scale = std::pow(10.0, exponent);
    const int decimals = std::clamp(1 - exponent_of(standard_error / scale), 0, 15);
    return fmt::format("({:.{}f} ± {:.{}f})e{:+03d}", value / scale, decimals, standard_error / scale, decimals, exponent);
  }
  return fmt::format("{} ± {}", rounded(value, standard_error),
                     fmt::format("{:.{}f}", standard_error, std::clamp(1 - exponent_of(standard_error), 0, 15)));
}

std::optional<std::array<std::string, 2>> ends(Interval interval) {
  if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return std::nullopt;
  const int digit = exponent_of(interval.upper - interval.lower) - 1;
  const double magnitude = std::max(std::abs(interval.lower), std::abs(interval.upper));  // one notation for both
  return std::array{to_digit(interval.lower, digit, magnitude), to_digit(interval.upper, digit, magnitude)};
}

std::string range(Interval interval) {
  const auto both = ends(interval);
  return both ? both->front() + (interval.lower < 0 ? " to " : " - ") + both->back() : "unknown";
}

std::string probability(const ProportionEstimate& estimate) {
  const auto [lower, upper] = estimate.interval;
  return estimate.upper_bound_only ? fmt::format("< {:.1e}", upper) : rounded(estimate.value, (upper - lower) / 2);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t character = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      character = character << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    width += within(character, narrowest) ? 0 : within(character, wide) ? 2 : 1;
    i += length;
  }
  return width;
}

std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<Align>& alignment,
                  std::size_t indent) {
  std::vector<std::size_t> widths(alignment.size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  std::string lines;
  for (const auto& row : rows) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - display_width(row[i]), ' ');
      if (i > 0) line += "  ";
      line += alignment[i] == Align::right ? padding + row[i] : row[i] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines += line + "\n";
  }
  return lines;
}

}  // namespace kaitei::results

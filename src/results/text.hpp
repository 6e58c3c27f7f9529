// Numbers rounded to their error, and tables that stay aligned in scripts of double-width characters.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/intervals.hpp"

namespace kaitei::results {

// 10000000 -> "10,000,000".
std::string grouped(std::uint64_t);

// `value` to the second significant digit of `error` ("0.1196", "3.7e-07"); to three digits where the error is no
// positive number.
std::string rounded(double value, double error);
// "0.1196 ± 0.0102", or the value alone where the error is unknown.
std::string with_error(double value, double standard_error);
// "0.1002" and "0.1413", both to the second digit of the interval's width; none where they are unknown.
std::optional<std::array<std::string, 2>> ends(Interval);
// "0.1002 - 0.1413"; "-0.100 to -0.088" where an end is negative.
std::string range(Interval);

// "2.74e-05" to the second digit of the interval's half width, or "< 3.7e-07" where no event was seen.
std::string probability(const ProportionEstimate&);

// Columns of a terminal that the UTF-8 text takes.
std::size_t display_width(std::string_view);

enum class Align { left, right };

// Lines of equal columns, two spaces apart and `indent` from the margin; the first row is the heading.
std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<Align>& alignment,
                  std::size_t indent = 2);

}  // namespace kaitei::results

// Numbers rounded to their error, and tables that stay aligned in scripts of double-width characters.
#pragma once

#include <cstdint>
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
// "0.1002 - 0.1413", both ends to the second digit of the interval's width.
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

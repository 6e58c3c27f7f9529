// Values as TOML text.
#pragma once

#include <string>
#include <string_view>

#include "experiment/schema.hpp"

namespace kaitei::experiment {

std::string toml_string(std::string_view text);     // "basic string", escaped
std::string toml_key(std::string_view name);   // bare where it may be, else quoted
std::string toml_number(double number);        // shortest text that reads back as the same double
// Tables come out inline. A word made of digits is written as an integer.
std::string toml_value(const Value&, const Key&);

}  // namespace kaitei::experiment

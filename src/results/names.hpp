// The version of the result format, and how it spells the experiment's choices.
#pragma once

#include <string_view>

#include "experiment/words.hpp"

namespace kaitei::results {

using experiment::word;

constexpr std::string_view format_version = "1";

}  // namespace kaitei::results

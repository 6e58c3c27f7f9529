// A resolved experiment as single settings, to see which of them differ.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace kaitei::report {

using Settings = std::map<std::string, std::string>;

// From the lines that experiment::dump() writes: "failure.mode" -> "\"window\"", with rows of a repeated table called by
// their name: "connectivity taiwan-japan.from". The output, threads, backend and lanes change no number and are left out.
Settings settings(std::string_view resolved_experiment);

}  // namespace kaitei::report

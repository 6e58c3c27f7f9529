// The known name nearest to a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace kaitei::experiment {

// Levenshtein distance, in bytes. Costs the product of the two lengths.
std::size_t edit_distance(std::string_view a, std::string_view b);

// `did you mean "run.trials"?` where a candidate is within a third of the name's length; else a list of candidates
// where they are few; else `fallback`.
std::string suggestion(std::string_view name, std::span<const std::string> candidates, std::string_view fallback);

}  // namespace kaitei::experiment

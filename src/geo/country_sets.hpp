// Terminal sets for sources that name countries but no sets.
#pragma once

#include <string>

namespace kaitei::geo {

// "United States" -> "united-states": the names of terminal sets hold no blanks. "" if nothing is left.
std::string country_set_name(const std::string& country);

}  // namespace kaitei::geo

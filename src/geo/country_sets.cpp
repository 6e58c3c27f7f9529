#include "geo/country_sets.hpp"

namespace kaitei::geo {

std::string country_set_name(const std::string& country) {
  std::string name;
  for (const char letter : country) {
    const bool is_upper = letter >= 'A' && letter <= 'Z';
    const bool is_plain = is_upper || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (is_plain) {
      name += is_upper ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-')) name.pop_back();
  return name;
}

}  // namespace kaitei::geo

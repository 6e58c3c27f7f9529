// What scenarios lose or remove, in words.
#pragma once

#include "report/subject.hpp"

namespace kaitei::report {

// "12 cables, 3 stations": units of a kind stand together.
std::string units_in_words(const Subject&, const std::vector<experiment::UnitKind>&);

// Names of units, by their places in `units`; first_names names five and counts the rest.
std::string all_names(const Subject&, const std::vector<std::string>& units, const std::vector<std::uint32_t>& members);
std::string first_names(const Subject&, const std::vector<std::string>& units, std::vector<std::uint32_t> members);

}  // namespace kaitei::report

#include "report/units.hpp"

#include <fmt/ranges.h>

namespace kaitei::report {
namespace {

using experiment::UnitKind;

Word counted(UnitKind kind) {
  switch (kind) {
    case UnitKind::segments: return Word::units_segments;
    case UnitKind::cables: return Word::units_cables;
    case UnitKind::stations: return Word::units_stations;
    case UnitKind::feeds: return Word::units_feeds;
    case UnitKind::links: return Word::units_links;
    case UnitKind::groups: return Word::units_groups;
    case UnitKind::corridors: return Word::units_corridors;
  }
  return Word::units_groups;
}

}  // namespace

std::string units_in_words(const Subject& of, const std::vector<UnitKind>& kinds) {
  std::vector<std::string> parts;
  for (std::size_t first = 0; first < kinds.size();) {
    std::size_t last = first;
    while (last < kinds.size() && kinds[last] == kinds[first]) ++last;
    parts.push_back(of.say(counted(kinds[first]), last - first));
    first = last;
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string all_names(const Subject& of, const std::vector<std::string>& units, const std::vector<std::uint32_t>& members) {
  std::vector<std::string> list;
  for (const std::uint32_t unit : members) list.push_back(of.unit_name(units.at(unit)));
  return fmt::format("{}", fmt::join(list, "; "));
}

std::string first_names(const Subject& of, const std::vector<std::string>& units, std::vector<std::uint32_t> members) {
  constexpr std::size_t most = 5;
  if (members.size() <= most + 1) return all_names(of, units, members);
  const std::size_t more = members.size() - most;
  members.resize(most);
  return all_names(of, units, members) + of.say(Word::and_more, more);
}

}  // namespace kaitei::report

// Everything of a network that can fail on its own, and the literal that says it has.
#pragma once

#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "network/lower.hpp"

namespace kaitei::network {

enum class SectionEnd { a, b };

class ElementTable {
 public:
  // Segments (used by a route or not), stations, power feeds and links, sorted by element id.
  // Throws DataError if two of them would have one id.
  ElementTable(const Network&, UnknownStations);
  ElementTable(const ElementTable&) = delete;
  ElementTable& operator=(const ElementTable&) = delete;

  const std::vector<Element>& elements() const { return elements_; }

  // Literals are positions in elements(). A node that is no station, and end b of a section fed from end a alone,
  // have none: do not ask.
  Literal segment(SegmentId) const;
  Literal station(NodeId, SystemId) const;               // in which the system lands there
  std::vector<Literal> stations(NodeId) const;           // every one at the node, at least one
  Literal feed(PowerSectionId, SectionEnd) const;
  Literal link(LinkId) const;

 private:
  Literal find(std::string_view id) const;

  const Network& network_;
  std::map<NodeId, std::set<SystemId>> own_stations_;  // at towns: the systems that each have their own
  std::vector<Element> elements_;
  std::unordered_map<std::string_view, Literal> literals_;  // views into elements_
};

}  // namespace kaitei::network

// Everything of a network that can fail on its own, and the literal that says it has.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "network/lower.hpp"

namespace kaitei::network {

enum class SectionEnd { a, b };

class ElementTable {
 public:
  // Segments (used by a route or not), stations, power feeds and links, sorted by element id.
  explicit ElementTable(const Network&);
  ElementTable(const ElementTable&) = delete;
  ElementTable& operator=(const ElementTable&) = delete;

  const std::vector<Element>& elements() const { return elements_; }

  // Literals are positions in elements(). A node that is no station, and end b of a section fed from end a alone,
  // have none: do not ask.
  Literal segment(SegmentId) const;
  Literal station(NodeId) const;
  Literal feed(PowerSectionId, SectionEnd) const;
  Literal link(LinkId) const;

 private:
  Literal find(std::string_view id) const;

  const Network& network_;
  std::vector<Element> elements_;
  std::unordered_map<std::string_view, Literal> literals_;  // views into elements_
};

}  // namespace kaitei::network

// Gates that say which segments have lost their power (design section 2).
#pragma once

#include <vector>

#include "network/element_table.hpp"
#include "network/gate_table.hpp"
#include "network/lower.hpp"

namespace kaitei::network {

class PowerGates {
 public:
  // Keeps references: the network, elements and gates must outlive it.
  PowerGates(const Network&, const LoweringOptions&, const ElementTable&, GateTable&);

  // Literals that must all be up for the segment to have power: one for each section it stands in, none where it
  // needs no power.
  //
  // A section s1..sn, ordered from end a to end b, that can be fed from a single end powers si iff feed a is up and
  // s1..si are intact, or feed b is up and si..sn are. Any other section needs all its feeds and all its segments.
  // A feed is also lost with the station it stands in.
  std::vector<Literal> powered(SegmentId);

 private:
  struct Membership {
    PowerSectionId section;
    std::size_t position = 0;  // in the section's segments
  };

  Literal powered(Membership);
  Literal whole(PowerSectionId);
  Literal reached_from(PowerSectionId, SectionEnd, std::size_t position);
  Literal feed(PowerSectionId, SectionEnd);

  const Network& network_;
  const LoweringOptions& options_;
  const ElementTable& elements_;
  GateTable& gates_;
  std::vector<std::vector<Membership>> memberships_;  // by segment
};

}  // namespace kaitei::network

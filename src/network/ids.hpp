// Strong ids: an index into one of Network's tables that cannot be mistaken for an index into another.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace kaitei::network {

template <class Tag>
struct Id {
  std::uint32_t value = 0;
  constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using NodeId = Id<struct NodeTag>;
using SystemId = Id<struct SystemTag>;
using SegmentId = Id<struct SegmentTag>;
using RouteId = Id<struct RouteTag>;
using PowerSectionId = Id<struct PowerSectionTag>;
using LinkId = Id<struct LinkTag>;

}  // namespace kaitei::network

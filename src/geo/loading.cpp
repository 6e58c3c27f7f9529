#include "geo/loading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kaitei::geo {

using namespace network;

void Loading::note(const Row& row, const RepairNotes& notes) {
  for (const std::string& what : notes) repairs.push_back({row.layer, row.feature(), what});
}

NodeId Loading::node(const Row& row, std::string_view column) const {
  const std::string id = row.required_text(column);
  const auto found = nodes.find(id);
  if (found == nodes.end()) {
    row.refuse(fmt::format("{} names node {}, which is not in layer nodes", column, id), "a reference must lead somewhere",
               "correct the id or add the node");
  }
  return found->second;
}

SystemId Loading::system(const Row& row) const {
  const std::string id = row.required_text("system");
  const auto found = systems.find(id);
  if (found == systems.end()) {
    row.refuse(fmt::format("system {} is not in layer systems", id), "a reference must lead somewhere",
               "correct the id or add the system");
  }
  return found->second;
}

bool Loading::is_left_out(const Row& row) const { return left_out_systems.contains(row.text("system")); }

std::vector<SegmentId> Loading::segments_of(const Row& row, SystemId owner) const {
  std::vector<SegmentId> result;
  for (const std::string& id : row.list("segments")) {
    const auto found = segments.find(id);
    if (found == segments.end() && !left_out_segments.contains(id)) {
      row.refuse(fmt::format("segment {} is not in layer segments", id), "a reference must lead somewhere",
                 "correct the id or add the segment");
    }
    if (found == segments.end() || network[found->second].system != owner) {
      row.refuse(fmt::format("segment {} belongs to another system", id), "fibre pairs and power stay within a system",
                 "correct the id or the system");
    }
    if (std::find(result.begin(), result.end(), found->second) != result.end()) {
      row.refuse(fmt::format("segment {} stands in it twice", id), "a path uses a segment once", "remove one");
    }
    result.push_back(found->second);
  }
  if (result.empty()) row.refuse("no segments", "nothing says where it runs", "list segment ids between semicolons");
  return result;
}

std::string UniqueIds::take(const Row& row) {
  std::string id = row.id();
  if (!seen_.insert(id).second) {
    row.refuse(fmt::format("id {} stands in the layer twice", id), "ids name things in every result",
               "give each row an id of its own");
  }
  return id;
}

}  // namespace kaitei::geo

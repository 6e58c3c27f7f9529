#include <array>

#include "geo/loading.hpp"

namespace kaitei::geo {

using namespace network;

void read_nodes(const Table& table, Loading& loading) {
  constexpr std::array kinds{NodeKind::station, NodeKind::city, NodeKind::exchange, NodeKind::branching_unit,
                             NodeKind::gateway};
  constexpr std::array sites{Site::station, Site::town};
  UniqueIds ids;
  for (const Row& row : table.rows) {
    Node node;
    node.id = ids.take(row);
    node.name = row.text("name");
    if (node.name.empty()) node.name = node.id;
    node.name_local = row.text("name_local");
    node.name_zh = row.text("name_zh");
    node.name_ja = row.text("name_ja");
    node.kind = row.word("kind", kinds, std::optional<NodeKind>());
    node.site = row.word("site", sites, std::optional(Site::station));
    if (node.site == Site::town && node.kind != NodeKind::station) {
      row.refuse("site town at a node that is no station", "it says that cables land there in stations that are not known",
                 "leave site empty");
    }
    node.country = row.text("country");
    RepairNotes notes;
    const bool is_placed = row.geometry.kind != GeometryKind::none || !row.text("lon").empty() || !row.text("lat").empty();
    node.position = is_placed || table.positions == Positions::required ? read_point(row, notes) : unknown_position;
    node.switchable = row.flag("switchable").value_or(false);
    if (node.switchable && node.kind != NodeKind::branching_unit) {
      row.refuse("a switchable node that is no branching unit", "only branching units can switch fibre pairs",
                 "leave switchable empty");
    }
    row.not_negative("position_error_km");
    node.evidence = row.evidence();
    loading.note(row, notes);
    loading.nodes[node.id] = NodeId{static_cast<std::uint32_t>(loading.network.nodes.size())};
    loading.network.nodes.push_back(std::move(node));
  }
}

}  // namespace kaitei::geo

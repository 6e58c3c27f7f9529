// The network while its layers are being read, and one reader for each layer. Private to geo.
#pragma once

#include <set>
#include <unordered_map>

#include "geo/line_repair.hpp"
#include "geo/load_network.hpp"
#include "geo/row.hpp"

namespace kaitei::geo {

struct Loading {
  LoadOptions options;
  network::Network network;
  std::vector<Repair> repairs;
  std::unordered_map<std::string, network::NodeId> nodes;
  std::unordered_map<std::string, network::SystemId> systems;
  std::unordered_map<std::string, network::SegmentId> segments;
  // Ids that exist in the data but not in the network, and the ends of such segments.
  std::set<std::string> left_out_systems, left_out_segments, left_out_ends;

  void note(const Row&, const RepairNotes&);
  // Look-ups by the id in a column; refused if it is empty or unknown.
  network::NodeId node(const Row&, std::string_view column) const;
  network::SystemId system(const Row&) const;  // of a row that is not left out
  bool is_left_out(const Row&) const;          // does its system stay out of the network?
  std::vector<network::SegmentId> segments_of(const Row&, network::SystemId) const;  // column segments, none twice
};

// Refuses an id that the layer has used before.
class UniqueIds {
 public:
  std::string take(const Row&);

 private:
  std::set<std::string> seen_;
};

void read_nodes(const Table&, Loading&);
void read_systems(const Table&, Loading&);
void make_systems_from_segments(const Table& segments, Loading&);  // where there is no layer systems
void read_segments(const Table&, bool has_systems_layer, Loading&);
void read_routes(const Table&, Loading&);
void read_power_sections(const Table&, Loading&);
void read_links(const Table&, Loading&);
void read_terminals(const Table&, Loading&);
void read_weights(const Table&, Loading&);

// Branching units on no segment that is kept go too; those that no row explains are reported. So do stations whose cables
// are all left out, with their backhaul and their places in terminal sets, unless people or radio links make them more.
void drop_unused_nodes(Loading&);

}  // namespace kaitei::geo

// Writes a network as a plain graph for networkx, igraph and the like.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "network/network.hpp"

namespace kaitei::geo {

// Which edges: fibre routes under a bound (routes that the data state stand in both), which is what percolation sees, or
// drawn segments, with branching units among the nodes. Links are edges in each.
enum class EdgeChoice { all_pairs, trunk_only, segments };
enum class GraphFormat { graphml, edge_list };

// GraphML: keys of the graph name, version, licence, attribution and edges; of nodes label, name_local, name_zh, name_ja, kind, country,
// Latitude, Longitude, population, demand_tbps, source and confidence; of edges kind (of links), system, length_km,
// capacity_tbps, fibre_pairs, failure_probability, plan, role, segments, source and confidence. What is unknown has no key.
// Edge list: CSV with columns from, to, id, kind, system, length_km, capacity_tbps, probability after comments with
// name, version, licence and attribution; nodes without edges are not in it. Replaces the file whole. Throws DataError as
// build_routes() does, RunError if the file cannot be written.
void write_graph(const network::Network&, const std::filesystem::path&, GraphFormat, EdgeChoice);
void write_graph(const network::Network&, std::ostream&, GraphFormat, EdgeChoice);

}  // namespace kaitei::geo

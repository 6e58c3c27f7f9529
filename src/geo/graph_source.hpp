// A plain graph as a source: every node an exchange, which does not fail by itself, every edge a link. Private to geo.
#pragma once

#include <vector>

#include "geo/row.hpp"
#include "geo/source.hpp"

namespace kaitei::geo {

// What a graph file holds, in the columns of layers nodes and links.
struct GraphRows {
  std::vector<Row> nodes, edges;  // edges have from and to, which need not stand among the nodes
  bool directed = false;
};

// GraphML (.graphml) or an edge list (.csv, .tsv, .txt, .edges, .edgelist), by the file's name.
bool is_graph_file(const std::filesystem::path&);

// Fills name, licence, attribution, files and layers. Throws DataError, naming the place in the file.
void read_graph_file(const std::filesystem::path&, Source&);

GraphRows read_graphml(const std::filesystem::path&, Source&);
GraphRows read_edge_list(const std::filesystem::path&, Source&);

// Makes links of edges: loops go, the two directions of a directed edge are one link, a link without an id is
// "<from>--<to>" (parallels "#2", "#3", ... as they stand in the file), a length that is not stated is the geodesic
// between its nodes. Each country is a terminal set. All that is done is noted in the source's repairs.
void add_graph_layers(GraphRows, const std::filesystem::path&, Source&);

}  // namespace kaitei::geo

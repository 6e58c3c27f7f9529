// Edge lists as large graphs.
#pragma once

#include <filesystem>

#include "kernels/percolation/graph.hpp"

namespace kaitei::percolation {

// Two node numbers from 0 on each line, and whatever follows them unread; lines that are empty or begin with # or % are
// passed over. A file whose name ends in .bin: pairs of 32-bit little-endian numbers instead. Edges are sorted by
// (smaller node, larger node), which gives them their numbers; parallel edges are kept, loops dropped, as they join
// nothing. Nodes: one more than the largest number. Throws std::runtime_error, with the line, on anything else.
Graph read_edges(const std::filesystem::path&);

}  // namespace kaitei::percolation

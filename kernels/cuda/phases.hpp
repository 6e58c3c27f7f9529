// The order in which a thread block sweeps over the nodes of a reach task.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/model.hpp"

namespace kaitei::cuda {

// Nodes by phase: no two nodes of a phase are joined by an edge, a node comes after its neighbours that are nearer to
// the sources, and nodes that nothing can reach are left out. So a sweep over the phases spreads reach away from the
// sources as a breadth-first sweep does, with all nodes of a phase at once.
std::vector<std::vector<std::uint32_t>> sweep_phases(std::uint32_t node_count, const std::vector<Edge>&,
                                                     const std::vector<std::uint32_t>& sources);

}  // namespace kaitei::cuda

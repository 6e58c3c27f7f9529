// Which fibre routes can join two landsides, and what they carry.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph_nodes.hpp"
#include "engine/record.hpp"
#include "experiment/experiment.hpp"
#include "kernels/model.hpp"
#include "network/lower.hpp"

namespace kaitei::engine {

// Appends a joining outcome and its two landside tasks. The landside of a set is what it reaches over backhaul alone;
// a route joins if it is up and has one end on each landside. Capacities are rounded to whole Gbps; routes without a
// public capacity are counted in the label and left out of the sum.
JoiningLabel add_joining(Model&, const experiment::Joining&, const std::vector<std::uint32_t>& from,
                         const std::vector<std::uint32_t>& to, const GraphNodes&, const network::Network&,
                         const network::Graph&);

}  // namespace kaitei::engine

// A plain graph with independent edge failures as a Model: what the benchmark and the validation tests simulate.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <vector>

#include "kernels/model.hpp"
#include "kernels/reach_task.hpp"
#include "kernels/units.hpp"

namespace kaitei {

struct RandomGraph {
  struct Edge {
    std::uint32_t from = 0, to = 0;
    double failure_probability = 0;
    std::uint32_t group = 0;  // edges of one group can be made to fail together
  };
  std::uint32_t node_count = 0, source = 0, target = 0;
  std::vector<Edge> edges;
};

struct GraphQuestions {
  bool source_target = true;    // connectivity outcome: no path from source to target
  bool all_terminal = false;    // connectivity outcome: some node is cut off
  bool components = false;
  bool importance = false;
  bool elements_failed = false;
  bool element_failed = true;
  Contraction contraction = Contraction::on;
};

// Element e is edge number e (design contract section 4, generated graphs).
Model make_model(const RandomGraph&, const GraphQuestions&, SamplerKeys);

// [group] -> its edges.
Units groups(const RandomGraph&);

// Reads "nodes edges source target", then a line per edge: from, to, failure probability and, if they are there,
// capacity (not used) and group; lines starting with # are comments. Throws std::runtime_error with the line number.
RandomGraph read_graph(std::istream&);

}  // namespace kaitei

// The benchmark's graph with its 60 groups as the elements that fail: s-t connectivity is the one outcome.
#pragma once

#include <fstream>

#include "kernels/graph_model.hpp"

namespace kaitei::testing {

inline Model grouped_graph(const char* path) {
  std::ifstream file(path);
  const RandomGraph graph = read_graph(file);
  return with_units(make_model(graph, {}, {}), groups(graph));
}

}  // namespace kaitei::testing

// The benchmark's graph with its 60 groups as the elements that fail: s-t connectivity is the one outcome.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "kernels/graph_model.hpp"
#include "kernels/units.hpp"

namespace kaitei::testing {

inline Model grouped_graph(const char* path) {
  std::ifstream graph(path), columns(path);
  const Model model = make_model(read_graph(graph), {}, {});
  Units groups;
  Literal edge = 0;
  bool header = true;
  for (std::string line; std::getline(columns, line);) {
    if (line.empty() || line[0] == '#' || std::exchange(header, false)) continue;
    std::istringstream fields(line);
    double number;
    std::size_t group;
    fields >> number >> number >> number >> number >> group;
    if (group >= groups.size()) groups.resize(group + 1);
    groups[group].push_back(edge++);
  }
  return with_units(model, groups);
}

}  // namespace kaitei::testing

#include "kernels/distinct_states.hpp"

#include <algorithm>

namespace kaitei {

StateCounts count_names(std::vector<std::uint64_t> names) {
  std::sort(names.begin(), names.end());
  StateCounts counts{.trials = names.size()};
  for (std::size_t first = 0, end = 0; first < names.size(); first = end) {
    while (end < names.size() && names[end] == names[first]) ++end;
    ++counts.distinct;
    counts.once += end - first == 1;
    counts.commonest = std::max<std::uint64_t>(counts.commonest, end - first);
  }
  return counts;
}

Model draws_of(const Model& model) {
  Model draws;
  draws.keys = model.keys;
  draws.elements = model.elements;
  draws.set_size = model.set_size;
  draws.lists = model.lists;
  draws.importance = draws.elements_failed = draws.element_failed = false;
  return draws;
}

}  // namespace kaitei

// Which devices of a machine a process takes.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace kaitei::engine {

// Of the devices found, by their numbers: all, or for one of several processes on the machine the one whose turn it is.
// More processes than devices share them as evenly as they can.
inline std::vector<int> devices_of_process(std::span<const int> found, std::optional<unsigned> local_rank) {
  if (!local_rank || found.empty()) return {found.begin(), found.end()};
  return {found[*local_rank % found.size()]};
}

}  // namespace kaitei::engine

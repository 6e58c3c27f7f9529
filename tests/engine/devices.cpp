#include "engine/devices.hpp"

#include <map>

#include "catch.hpp"

using kaitei::engine::devices_of_process;

TEST_CASE("A process alone takes every device, one of several takes one") {
  const std::vector<int> none, four{0, 1, 2, 3}, odd{2, 5, 7};
  CHECK(devices_of_process(four, std::nullopt) == four);
  CHECK(devices_of_process(none, std::nullopt).empty());
  CHECK(devices_of_process(none, 3).empty());
  for (unsigned rank = 0; rank < 4; ++rank) CHECK(devices_of_process(four, rank) == std::vector{static_cast<int>(rank)});
  CHECK(devices_of_process(odd, 1) == std::vector{5});

  std::map<int, int> processes;  // of each device
  for (unsigned rank = 0; rank < 8; ++rank) ++processes[devices_of_process(odd, rank).at(0)];
  CHECK(processes == std::map<int, int>{{2, 3}, {5, 3}, {7, 2}});
}

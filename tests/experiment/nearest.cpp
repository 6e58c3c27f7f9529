#include "experiment/nearest.hpp"

#include <vector>

#include "catch.hpp"

namespace kaitei::experiment {

TEST_CASE("Edit distance", "[nearest]") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("trails", "trials") == 2);
}

TEST_CASE("The nearest name is suggested, if near", "[nearest]") {
  const std::vector<std::string> names = {"taiwan", "japan"};
  CHECK(suggestion("tiawan", names, "look") == "did you mean \"taiwan\"?");
  CHECK(suggestion("elsewhere", names, "look") == "look; known: taiwan, japan");
  CHECK(suggestion("elsewhere", {}, "look") == "look");
}

}  // namespace kaitei::experiment

#include "cli/log.hpp"

#include <cstdlib>

#include "catch.hpp"

namespace kaitei::cli {

TEST_CASE("NO_COLOR is honoured", "[log]") {
  setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(colour_wanted());
  unsetenv("NO_COLOR");
  CHECK(colour_wanted() == (stderr_destination() == Destination::terminal));
}

}  // namespace kaitei::cli
